using System.Net;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents;

internal static class CareEventsServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<CloudEventsSettings>().BindConfiguration("CloudEvents");
        services.AddSingleton<IValidateOptions<CloudEventsSettings>, CloudEventsSettings>();
        services.AddOptionsWithValidateOnStart<WebhookSettings>().BindConfiguration("Webhooks");
        services.AddOptionsWithValidateOnStart<AmqpSettings>().BindConfiguration("Amqp");
        services.AddSingleton<IValidateOptions<AmqpSettings>, AmqpSettings>();
        services.AddSingleton<Domain.CloudEvents>();

        services.AddSingleton<LogSignal>().AddSingleton<PublicLog>();
        services.AddSingleton<LogWriter>().AddHostedService(provider => provider.GetRequiredService<LogWriter>());

        services.AddSingleton<Resolve>(_ => Dns.GetHostAddressesAsync);
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton(provider => new WebhookSender(WebhookSender.Client(provider.GetRequiredService<WebhookTargets>()), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AmqpBroker>().AddSingleton<Turns>().AddSingleton<Parking>().AddSingleton<Trial>();
        services.AddSingleton<WebhookTurn>().AddSingleton<AmqpTurn>();
        services.AddSingleton<Dispatcher>().AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
        services.AddHostedService<Housekeeping>();
    }
}
