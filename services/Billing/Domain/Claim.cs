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
    /// <summary>Above 1 where everything that was claimed for the period before was rejected.</summary>
    public int Attempt { get; init; } = 1;
    public long TotalMinor { get; private set; }
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

    /// <summary>Its lines follow, and then what they sum to.</summary>
    public static Claim Of(Agreement agreement, Month period, int attempt, string number, DateOnly today, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PayerId = agreement.PayerId,
        Period = period,
        Attempt = attempt,
        Number = number,
        Currency = agreement.Currency,
        IssuedOn = today,
        ClosedAt = now,
    };

    public void SumsTo(long totalMinor) => TotalMinor = totalMinor;

    public void CannotBeRendered(IReadOnlyList<Fault> faults) => (Faults, Version) = (faults, Version + 1);

    public void TryAgain() => (Faults, Version) = ([], Version + 1);

    public void Rendered(Guid documentId, DateTimeOffset now) =>
        (State, DocumentId, RenderedAt, Faults, Version) = (ClaimState.Rendered, documentId, now, [], Version + 1);

    public void Answered(DateTimeOffset now)
    {
        (GrantedMinor, Version) = (Lines.Sum(line => line.Sign * (line.GrantedMinor ?? 0)), Version + 1);
        if (Lines.All(line => line.State is not LineState.Claimed)) (State, AnsweredAt) = (ClaimState.Answered, now);
    }
}
