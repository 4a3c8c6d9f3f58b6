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
    public long TotalMinor { get; init; }
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
        GrantedMinor = Lines.Sum(line => line.GrantedMinor ?? 0);
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
