using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Features;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing;

internal static class BillingServices
{
    /// <summary>What billing reads from its configuration, all of it checked at start, and what its use cases share.</summary>
    public static void AddBilling(this IServiceCollection services)
    {
        services.AddChecked<InstallSettings, InstallSettings>("Install").AddSingleton<InstallClock>();
        services.AddChecked<PseudonymSettings, PseudonymSettings>("Pseudonyms").AddSingleton<Pseudonyms>();
        services.AddChecked<AdapterSettings, AdapterSettings>("Adapters").AddSingleton<AdapterClients>().AddHttpClient();
        services.AddChecked<AgreementsSettings, AgreementsAtStart>("Agreements").AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<AgreementsAtStart>(provider).Read(provider.GetRequiredService<IOptions<AgreementsSettings>>().Value, out _)!);
        services.AddScoped<MessageReader>().AddScoped<TakeAssignments>().AddScoped<TakeAnswer>().AddScoped<OutgoingMessages>().AddScoped<ReceivedMessages>().AddScoped<WaitingWork>();
        services.AddScoped<Notices>().AddScoped<NamingClients>().AddScoped<TakeReturn>().AddScoped<TakeRequestAnswer>();
        services.AddSingleton<NoticeSweep>().AddHostedService(provider => provider.GetRequiredService<NoticeSweep>());
        services.AddHostedService<LookAfterAdapters>().AddHostedService<TellAlerts>();
    }

    private static IServiceCollection AddChecked<TSettings, TValidation>(this IServiceCollection services, string section)
        where TSettings : class where TValidation : class, IValidateOptions<TSettings>
    {
        services.AddOptionsWithValidateOnStart<TSettings>().BindConfiguration(section);
        return services.AddSingleton<IValidateOptions<TSettings>, TValidation>();
    }
}
