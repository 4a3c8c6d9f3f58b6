using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>closed: lines and numbers are fixed; rendered: the exact bytes are stored; answered: the payer decided about every line.</summary>
public enum ClaimState { Closed, Rendered, Answered }

/// <summary>What is asked of one payer for one month.</summary>
internal sealed class Claim
{
    public Guid Id { get; init; }
    public required string PayerId { get; init; }
    public Month Period { get; init; }
    public required string Number { get; init; }
    public required string Currency { get; init; }
    public long TotalMinor { get; init; }
    public long GrantedMinor { get; private set; }
    public DateOnly IssuedOn { get; init; }
    public DateTimeOffset ClosedAt { get; init; }
    public DateTimeOffset? RenderedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public ClaimState State { get; private set; }
    public Guid? DocumentId { get; private set; }
    public IReadOnlyList<Fault> Faults { get; private set; } = [];
    public long Version { get; private set; } = 1;
    public List<ClaimLine> Lines { get; init; } = [];

    public static Claim Of(Agreement agreement, Month period, string number, IReadOnlyList<DraftLine> drafts, DateOnly today, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new Claim
        {
            Id = id,
            PayerId = agreement.PayerId,
            Period = period,
            Number = number,
            Currency = agreement.Currency,
            TotalMinor = drafts.Sum(draft => draft.Amount),
            IssuedOn = today,
            ClosedAt = now,
            Lines = [.. drafts.Select((draft, index) => ClaimLine.Of(draft, id, $"{number}{index + 1:000000}", now))],
        };
    }

    public void CannotBeRendered(IReadOnlyList<Fault> faults) => (Faults, Version) = (faults, Version + 1);

    public void TryAgain() => (Faults, Version) = ([], Version + 1);

    public void Rendered(Guid documentId, DateTimeOffset now) =>
        (State, DocumentId, RenderedAt, Faults, Version) = (ClaimState.Rendered, documentId, now, [], Version + 1);

    public void Answered(DateTimeOffset now)
    {
        (GrantedMinor, Version) = (Lines.Sum(line => line.GrantedMinor ?? 0), Version + 1);
        if (Lines.All(line => line.State is not LineState.Claimed)) (State, AnsweredAt) = (ClaimState.Answered, now);
    }
}
