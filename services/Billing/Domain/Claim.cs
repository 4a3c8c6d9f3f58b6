using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>What is asked of one payer for one month. Its state changes only as <see cref="ClaimStates"/> says.</summary>
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
    public long PaidMinor { get; private set; }
    public DateOnly IssuedOn { get; init; }
    public DateTimeOffset ClosedAt { get; init; }
    public DateTimeOffset? RenderedAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateOnly? AnswerDueOn { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public ClaimState State { get; private set; }
    public Guid? DocumentId { get; private set; }
    public IReadOnlyList<Fault> Faults { get; private set; } = [];
    public long Version { get; private set; } = 1;
    public ICollection<ClaimLine> Lines { get; init; } = new HashSet<ClaimLine>(); // a list is searched for each line that is loaded

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

    public void CannotBeRendered(IReadOnlyList<Fault> faults)
    {
        Happened(ClaimEvent.Refused);
        Faults = faults;
    }

    public void TryAgain()
    {
        Happened(ClaimEvent.TriedAgain);
        Faults = [];
    }

    public void Rendered(Guid documentId, DateTimeOffset now)
    {
        Happened(ClaimEvent.Rendered);
        (DocumentId, RenderedAt) = (documentId, now);
    }

    public void Sent(DateTimeOffset now, DateOnly? answerDueOn)
    {
        Happened(ClaimEvent.Sent);
        (SentAt, AnswerDueOn) = (now, answerDueOn);
    }

    public void Answered(DateTimeOffset now)
    {
        GrantedMinor = Lines.Sum(line => line.Sign * (line.GrantedMinor ?? 0));
        if (Lines.Any(line => line.State is LineState.Claimed))
        {
            Happened(ClaimEvent.PartlyAnswered);
            return;
        }
        Happened(ClaimEvent.Answered);
        AnsweredAt = now;
        if (PaidMinor > 0 && PaidMinor == GrantedMinor) Happened(ClaimEvent.Paid);
    }

    public void Paid(long amountMinor)
    {
        PaidMinor += amountMinor;
        Happened(State is ClaimState.Answered && PaidMinor == GrantedMinor ? ClaimEvent.Paid : ClaimEvent.PartlyPaid);
    }

    private void Happened(ClaimEvent what) => (State, Version) = (State.After(what), Version + 1);
}
