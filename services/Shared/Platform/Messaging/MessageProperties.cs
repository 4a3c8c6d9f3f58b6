using RabbitMQ.Client;

namespace Buurtzorg.Platform;

/// <summary>What travels beside the body of an event: its id, its name, when it was announced, and the trace it belongs to.</summary>
internal static class MessageProperties
{
    public const string TraceParent = "traceparent", TraceState = "tracestate", AnnouncedAt = "announced-at";

    public static BasicProperties Of(Guid messageId, string name, DateTime announcedAt, string? traceParent, string? traceState)
    {
        Dictionary<string, object?> headers = new() { [AnnouncedAt] = new DateTimeOffset(announcedAt).ToUnixTimeMilliseconds() };
        if (traceParent is not null)
            headers[TraceParent] = traceParent;
        if (traceState is not null)
            headers[TraceState] = traceState;
        return new BasicProperties
        {
            MessageId = messageId.ToString(),
            Type = name,
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            Headers = headers,
        };
    }
}
