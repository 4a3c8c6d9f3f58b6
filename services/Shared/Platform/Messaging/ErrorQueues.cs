using System.Diagnostics.Metrics;
using System.Text;
using RabbitMQ.Client;

namespace Buurtzorg.Platform;

/// <summary>A message that its reaction could not handle.</summary>
internal sealed record FailedMessage(string Queue, string? MessageId, string? Name, DateTimeOffset? AnnouncedAt, string? Reason);

/// <summary>The error queue of every reaction: declared before anything can fail, listed, and replayed.</summary>
internal sealed class ErrorQueues(BrokerConnection broker, IReadOnlyList<Reaction> reactions)
{
    private const string Reason = "error-reason";

    public IReadOnlyList<Reaction> Reactions => reactions;

    /// <summary>
    /// Quorum, with an explicit delivery limit and at-least-once dead-lettering: a process that is killed again and again on one message
    /// loses nothing either. The defaults of RabbitMQ 3.10 and 4 differ, so all is said.
    /// </summary>
    public static Dictionary<string, object?> Durable(Reaction reaction) => new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = 20,
        ["x-overflow"] = "reject-publish",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = reaction.ErrorQueue,
    };

    public async Task DeclareAsync(CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation);
        foreach (var reaction in reactions)
        {
            // Looking at a queue counts as a delivery, so this one has no limit that anybody reaches.
            await channel.QueueDeclareAsync(reaction.ErrorQueue, durable: true, exclusive: false, autoDelete: false,
                arguments: new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 }, cancellationToken: cancellation);
        }
    }

    /// <summary>Puts a message there with the reason; returns when the broker has it.</summary>
    public async Task AddAsync(Reaction reaction, IReadOnlyBasicProperties message, byte[] body, Exception exception, CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation, confirms: true);
        var properties = new BasicProperties(message) { Headers = new Dictionary<string, object?>(message.Headers ?? new Dictionary<string, object?>()) { [Reason] = $"{exception.GetType().Name}: {exception.Message}" } };
        await channel.BasicPublishAsync("", reaction.ErrorQueue, mandatory: true, properties, body, cancellation);
    }

    public async Task<Dictionary<string, long>> DepthsAsync(CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation);
        Dictionary<string, long> depths = [];
        foreach (var reaction in reactions)
            depths[reaction.ErrorQueue] = await channel.MessageCountAsync(reaction.ErrorQueue, cancellation);
        return depths;
    }

    /// <summary>What waits, at most a hundred a queue; nothing is taken.</summary>
    public async Task<List<FailedMessage>> ListAsync(CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation); // what was got and not acknowledged goes back when it closes
        List<FailedMessage> failed = [];
        foreach (var reaction in reactions)
            for (var i = 0; i < 100 && await channel.BasicGetAsync(reaction.ErrorQueue, autoAck: false, cancellation) is { } message; i++)
                failed.Add(new(reaction.Queue, message.BasicProperties.MessageId, message.BasicProperties.Type ?? reaction.Message,
                    Header(message, MessageProperties.AnnouncedAt) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at)) : null,
                    Header(message, Reason) ?? "The process ended again and again while it handled this message."));
        return failed;
    }

    /// <summary>Sends what waits now to its reaction again; acknowledged here only after the broker has confirmed it there. Returns how many.</summary>
    public async Task<int> ReplayAsync(string? queue, CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation, confirms: true);
        var replayed = 0;
        foreach (var reaction in reactions.Where(reaction => queue is null || reaction.Queue == queue))
        {
            for (var left = await channel.MessageCountAsync(reaction.ErrorQueue, cancellation); left > 0 && await channel.BasicGetAsync(reaction.ErrorQueue, autoAck: false, cancellation) is { } message; left--, replayed++)
            {
                var properties = new BasicProperties(message.BasicProperties)
                {
                    Headers = message.BasicProperties.Headers?.Where(header => header.Key != Reason && !header.Key.StartsWith("x-", StringComparison.Ordinal)).ToDictionary(),
                };
                await channel.BasicPublishAsync("", reaction.Queue, mandatory: true, properties, message.Body, cancellation);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            }
        }
        return replayed;
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellation, bool confirms = false) =>
        await (await broker.OpenAsync(cancellation)).CreateChannelAsync(new CreateChannelOptions(confirms, confirms), cancellation);

    private static string? Header(BasicGetResult message, string name) => message.BasicProperties.Headers?.TryGetValue(name, out var value) == true
        ? value is byte[] text ? Encoding.UTF8.GetString(text) : value?.ToString()
        : null;
}

/// <summary>Declares the error queues and tells how many messages wait in them.</summary>
internal sealed class ErrorQueueDepth(ErrorQueues errors) : BackgroundService
{
    private Dictionary<string, long> _depths = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Telemetry.Meter.CreateObservableGauge("buurtzorg.error_queue.depth",
            () => _depths.Select(depth => new Measurement<long>(depth.Value, new KeyValuePair<string, object?>("messaging.destination.name", depth.Key))), "{message}", "Messages that wait in error queues.");
        var declared = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!declared)
                    await errors.DeclareAsync(stoppingToken);
                declared = true;
                _depths = await errors.DepthsAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromSeconds(15), stoppingToken);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested) // the broker is away, or does not answer in time
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }
}
