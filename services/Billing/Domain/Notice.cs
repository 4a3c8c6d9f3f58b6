using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>
/// made: waits for its document; refused: it has faults and no document, and is tried again; rendered: its exact bytes are stored, to be sent;
/// accepted, rejected: what the payer returned; dropped: overtaken before it left, or to be told again.
/// </summary>
public enum NoticeState { Made, Refused, Rendered, Accepted, Rejected, Dropped }

/// <summary>What a payer is told: that care started or stopped, under an authorisation and in an episode of care.</summary>
internal sealed record NoticeFacts(Guid AuthorisationId, int Episode, NoticeKind Kind, DateOnly StartedOn, DateOnly? StoppedOn = null, StopReason? Reason = null);

/// <summary>Something that was or is about to be sent, and on which a return comes.</summary>
internal interface ISent
{
    string PayerId { get; }
    string Reference { get; }
    Guid ClientId { get; }
    IReadOnlyList<string> AssignmentNumbers { get; }
    MessageState Returned(ReturnRead answer, Guid messageId);
}

/// <summary>A notice that care started or stopped.</summary>
internal sealed class Notice : ISent
{
    public Guid Id { get; init; }
    public required string PayerId { get; init; }
    public Guid ClientId { get; init; }
    public Guid AuthorisationId { get; init; }
    public required string AuthorisationNumber { get; init; }
    public int Episode { get; init; }
    public NoticeKind Kind { get; init; }
    public NoticeChange Change { get; init; }
    public DateOnly StartedOn { get; init; }
    public DateOnly? StoppedOn { get; init; }
    public StopReason? Reason { get; init; }
    public required string Reference { get; init; }
    public DateTimeOffset MadeAt { get; init; }
    public DateOnly TriedOn { get; private set; }
    public NoticeState State { get; private set; }
    public Guid? DocumentId { get; private set; }
    public Guid? ReturnedBy { get; private set; }
    public IReadOnlyList<Fault> Faults { get; private set; } = [];
    public IReadOnlyList<AnswerCode> Codes { get; private set; } = [];
    public long Version { get; private set; } = 1;

    public NoticeFacts Facts => new(AuthorisationId, Episode, Kind, StartedOn, StoppedOn, Reason);

    public bool IsOpen => State is NoticeState.Made or NoticeState.Refused;

    public IReadOnlyList<string> AssignmentNumbers => [AuthorisationNumber];

    public static Notice Of(NoticeDue due, Authorisation authorisation, Guid clientId, string reference, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PayerId = authorisation.PayerId,
        ClientId = clientId,
        AuthorisationId = authorisation.Id,
        AuthorisationNumber = authorisation.Number,
        Episode = due.Facts.Episode,
        Kind = due.Facts.Kind,
        Change = due.Change,
        StartedOn = due.Facts.StartedOn,
        StoppedOn = due.Facts.StoppedOn,
        Reason = due.Facts.Reason,
        Reference = reference,
        MadeAt = now,
    };

    public bool Says(NoticeDue due) => Facts == due.Facts && Change == due.Change;

    public void Refused(IReadOnlyList<Fault> faults, DateOnly today) => (State, Faults, TriedOn, Version) = (NoticeState.Refused, faults, today, Version + 1);

    public void Rendered(Guid documentId) => (State, DocumentId, Faults, Version) = (NoticeState.Rendered, documentId, [], Version + 1);

    public void Drop() => (State, Version) = (NoticeState.Dropped, Version + 1);

    /// <summary>The first return holds: the same again has no effect, another one changes nothing and is shown.</summary>
    public MessageState Returned(ReturnRead answer, Guid messageId)
    {
        var outcome = answer.Outcome is ReturnOutcome.Accepted ? NoticeState.Accepted : NoticeState.Rejected;
        if (State is not NoticeState.Rendered) return State == outcome ? MessageState.Repeated : MessageState.Contradicting;
        (State, Codes, ReturnedBy, Version) = (outcome, [.. answer.Codes, .. answer.Items.SelectMany(item => item.Codes)], messageId, Version + 1);
        return MessageState.Taken;
    }
}
