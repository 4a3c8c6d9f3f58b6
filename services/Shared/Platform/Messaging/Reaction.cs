using System.Diagnostics.Metrics;

namespace Buurtzorg.Platform;

/// <summary>A message as it came from the broker.</summary>
internal sealed record Delivery(Guid MessageId, DateTimeOffset AnnouncedAt, string? TraceParent, string? TraceState, ReadOnlyMemory<byte> Body);

/// <summary>The message will never be understood: it goes to the error queue at once.</summary>
internal sealed class MalformedMessageException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>One reaction of a service to one type of event, with a queue of its own.</summary>
internal sealed record Reaction(string Queue, string Message, Type Event, Delegate Handle)
{
    /// <summary>How long the inbox remembers; an older message could have a second effect.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(90);
    private static readonly Counter<long> Duplicates = Telemetry.Meter.CreateCounter<long>("buurtzorg.inbox.duplicates", "{message}", "Messages that came again and had no further effect.");
    private static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram<double>("buurtzorg.reaction.duration", "s", "How long one try of a reaction took; with error.type when it failed.",
        advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });

    public string ErrorQueue => Queue + "_error";

    public static Reaction Of<TEvent>(string service, Delegate handle) =>
        new($"{service}-{MessageName.Kebab(handle.Method.DeclaringType!.Name)}", MessageName.Of(typeof(TEvent)), typeof(TEvent), handle);

    /// <summary>Runs the reaction once for a message: inbox row, effect and what it announces stand or fall together.</summary>
    public async Task RunAsync(IServiceProvider services, Delivery delivery, CancellationToken cancellation)
    {
        using var span = Begin(delivery);
        var since = Stopwatch.GetTimestamp();
        var measured = new TagList { { "messaging.destination.name", Queue } };
        try
        {
            if (services.GetRequiredService<TimeProvider>().GetUtcNow() - delivery.AnnouncedAt > Memory)
                throw new MalformedMessageException($"Announced at {delivery.AnnouncedAt:u}: older than the {Memory.Days} days that the inbox remembers, so it could have a second effect.");
            var @event = Read(delivery.Body);
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var first = await db.Database.ExecuteSqlAsync($"INSERT INTO platform.inbox (message_id, reaction) VALUES ({delivery.MessageId}, {Queue}) ON CONFLICT DO NOTHING", cancellation);
            if (first == 0)
            {
                Duplicates.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", Queue));
                return;
            }
            await Arguments.Call<Task>(Handle, scope.ServiceProvider, cancellation, @event);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (Exception exception)
        {
            span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", exception.GetType().FullName);
            measured.Add("error.type", exception.GetType().Name);
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, measured);
        }
    }

    private object Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, Event, MessageName.Json) ?? throw new MalformedMessageException("The body is null.");
        }
        catch (JsonException exception)
        {
            throw new MalformedMessageException($"The body is not a {Message}.", exception);
        }
    }

    // An activity is made even where nobody listens, so that what the reaction announces carries the trace on.
    private Activity Begin(Delivery delivery)
    {
        ActivityContext.TryParse(delivery.TraceParent, delivery.TraceState, isRemote: true, out var cause);
        var span = Telemetry.Source.StartActivity($"react {Queue}", ActivityKind.Consumer, cause);
        if (span is null)
        {
            span = new Activity($"react {Queue}") { TraceStateString = delivery.TraceState };
            if (delivery.TraceParent is not null)
                span.SetParentId(delivery.TraceParent);
            span.Start();
        }
        return span.SetTag("messaging.system", "rabbitmq").SetTag("messaging.operation.name", "process").SetTag("messaging.destination.name", Queue).SetTag("messaging.message.id", delivery.MessageId);
    }
}
