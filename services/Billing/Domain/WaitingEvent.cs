namespace Buurtzorg.Billing.Domain;

/// <summary>An event whose work waits for the adapter of a payer.</summary>
/// <param name="Id">The claim or message that the work is about.</param>
/// <param name="Event">The name of its record.</param>
/// <param name="Body">The event as JSON.</param>
internal sealed record WaitingEvent(Guid Id, string Event, string PayerId, string Adapter, string Body, DateTimeOffset Since);

internal enum AdapterCondition { Usable, Away, Refused }

/// <summary>What billing last found when it asked an adapter what it is; the row is replaced when the condition changes, so its id is that of the alert.</summary>
internal sealed class AdapterState
{
    public required string Name { get; init; }
    public Guid Id { get; private set; }
    public AdapterCondition Condition { get; private set; }
    public string Why { get; private set; } = "";
    public DateTimeOffset Since { get; private set; }

    public void Found(AdapterCondition condition, string why, DateTimeOffset now)
    {
        if (Since == default || condition != Condition) (Id, Since) = (Guid.CreateVersion7(now), now);
        (Condition, Why) = (condition, why);
    }
}
