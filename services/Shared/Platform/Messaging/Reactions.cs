using MassTransit;
using RabbitMQ.Client;

namespace Buurtzorg.Platform;

/// <summary>
/// Runs the reactions on MassTransit: the only file that knows it, and so the only one that changes when its version 8 ends.
/// Outages are retried for about ten minutes, other exceptions five times, malformed messages never; then a message goes to the error queue.
/// </summary>
internal static class Reactions
{
    public static void Add(IServiceCollection services, List<Reaction> reactions) => services.AddMassTransit(bus =>
    {
        bus.DisableUsageTelemetry(); // it would tell its makers what runs here
        bus.UsingRabbitMq((context, broker) =>
        {
            var settings = context.GetRequiredService<IOptions<BrokerSettings>>().Value;
            broker.Host(settings.Uri!, host =>
            {
                if (settings.Uri!.Scheme == "amqps" && settings.Trust() is { } trust)
                    host.UseSsl(ssl => ssl.CertificateValidationCallback = trust);
            });
            foreach (var reaction in reactions)
                broker.ReceiveEndpoint(reaction.Queue, queue => Configure(queue, reaction, context));
        });
    });

    private static void Configure(IRabbitMqReceiveEndpointConfigurator queue, Reaction reaction, IServiceProvider services)
    {
        queue.ConfigureConsumeTopology = false;
        queue.Bind(reaction.Message, exchange => exchange.ExchangeType = ExchangeType.Fanout);
        foreach (var (name, value) in ErrorQueues.Durable(reaction))
            queue.SetQueueArgument(name, value);
        queue.PrefetchCount = 64;
        queue.ConcurrentMessageLimit = 16;
        queue.ClearSerialization();
        queue.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        queue.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Outages.Is);
            retry.Exponential(60, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200));
        });
        queue.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(exception => exception is not MalformedMessageException && !Outages.Is(exception));
            retry.Exponential(5, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100));
        });
        queue.ConfigureError(error => error.UseFilter(new MoveToErrorQueue(reaction, services)));
        queue.Consumer(() => new Consumer(reaction, services));
    }

    private sealed class Consumer(Reaction reaction, IServiceProvider services) : IConsumer<Received>
    {
        public async Task Consume(ConsumeContext<Received> context)
        {
            await services.GetRequiredService<SchemaGate>().WaitAsync(context.CancellationToken);
            var properties = Properties(context.ReceiveContext);
            var headers = context.ReceiveContext.TransportHeaders;
            if (!Guid.TryParse(properties.MessageId, out var messageId))
                throw new MalformedMessageException("The message has no id.");
            var announcedAt = DateTimeOffset.FromUnixTimeMilliseconds(headers.Get<long>(MessageProperties.AnnouncedAt) ?? 0);
            await reaction.RunAsync(services, new Delivery(messageId, announcedAt, headers.Get<string>(MessageProperties.TraceParent), headers.Get<string>(MessageProperties.TraceState), context.ReceiveContext.Body.GetBytes()), context.CancellationToken);
        }
    }

    /// <summary>In place of MassTransit's own move, which would give the error queue the arguments of the queue, and so a dead-letter loop.</summary>
    private sealed class MoveToErrorQueue(Reaction reaction, IServiceProvider services) : IFilter<ExceptionReceiveContext>
    {
        public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            await services.GetRequiredService<ErrorQueues>().AddAsync(reaction, Properties(context), context.Body.GetBytes(), context.Exception, context.CancellationToken);
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("error-queue");
    }

    private static IReadOnlyBasicProperties Properties(ReceiveContext context) => context.GetPayload<RabbitMqBasicConsumeContext>().Properties;

    /// <summary>Stands for any body: the reaction reads it itself.</summary>
    internal sealed class Received;
}
