using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>
/// claimed: waits for an answer; granted; rejected: holds its visits until it is resubmitted, so that they can be claimed anew, or written off;
/// credited: a granted credit took it back.
/// </summary>
public enum LineState { Claimed, Granted, Rejected, Resubmitted, WrittenOff, Credited }

/// <summary>One product, for one client, in one month, at one price, under one authorisation where the payer wants one.</summary>
internal readonly record struct LineKey(string PayerId, Guid? AuthorisationId, string Code, Month Month, Unit Unit, Price Price);

/// <summary>A line of a claim, with everything that fixed its amount.</summary>
internal sealed class ClaimLine
{
    public Guid Id { get; init; }
    public Guid ClaimId { get; init; }
    public required string PayerId { get; init; }
    public required string Reference { get; init; }
    public string? AnswerReference { get; set; }
    public Guid ClientId { get; init; }
    public Guid? AuthorisationId { get; init; }
    public string? AuthorisationNumber { get; init; }
    public string? Category { get; init; }
    public required string Code { get; init; }
    public Month Month { get; init; }
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }
    public Side Side { get; init; }

    /// <summary>Of a credit: the granted debit that it takes back.</summary>
    public Guid? CreditedLineId { get; init; }

    /// <summary>Of an adjustment: the granted line that it changes by the difference.</summary>
    public Guid? AdjustedLineId { get; init; }
    public Unit Unit { get; init; }
    public long Volume { get; init; }

    /// <summary>Delivered and not claimed, because no more is allowed.</summary>
    public long VolumeOverCap { get; init; }
    public decimal RateAmount { get; init; }
    public Unit RatePer { get; init; }
    public string? RateLengths { get; init; }

    /// <summary>How the sum over the visits became the volume, as direction, step and minimum; null: as it was.</summary>
    public string? Rounding { get; init; }

    /// <summary>What makes one unit: minutes, or 1 piece.</summary>
    public int UnitSize { get; init; }
    public long AmountMinor { get; init; }
    public Guid[] Visits { get; init; } = [];

    /// <summary>What each visit adds to the volume: minutes, or pieces.</summary>
    public int[] VisitMinutes { get; init; } = [];
    public LineState State { get; private set; }
    public long? GrantedMinor { get; private set; }
    public long PaidMinor { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public IReadOnlyList<AnswerCode> Codes { get; private set; } = [];

    public LineKey Key => new(PayerId, AuthorisationId, Code, Month, Unit, Price);

    public Price Price => new(RateAmount, RatePer, RateLengths);

    public long Sign => Side is Side.Debit ? 1 : -1;

    public bool IsDebit => Side is Side.Debit && AdjustedLineId is null;

    public void Resubmit() => State = LineState.Resubmitted;

    public void WriteOff() => State = LineState.WrittenOff;

    public void TakenBack() => State = LineState.Credited;

    public static ClaimLine Of(DraftLine draft, Guid clientId, Guid claimId, string reference, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ClaimId = claimId,
        PayerId = draft.Key.PayerId,
        Reference = reference,
        ClientId = clientId,
        AuthorisationId = draft.Key.AuthorisationId,
        AuthorisationNumber = draft.AuthorisationNumber,
        Category = draft.Category,
        Code = draft.Key.Code,
        Month = draft.Key.Month,
        From = draft.Period.From,
        Until = draft.Period.Until,
        Side = draft.Side,
        CreditedLineId = draft.CreditedLineId,
        AdjustedLineId = draft.AdjustedLineId,
        Unit = draft.Key.Unit,
        Volume = draft.Volume,
        VolumeOverCap = draft.VolumeOverCap,
        RateAmount = draft.Key.Price.Amount,
        RatePer = draft.Key.Price.Per,
        RateLengths = draft.Key.Price.Lengths,
        Rounding = draft.Rounding,
        UnitSize = draft.UnitSize,
        AmountMinor = draft.AmountMinor,
        Visits = draft.Visits,
        VisitMinutes = draft.VisitMinutes,
    };

    public void Answer(AnsweredLine answer, Guid messageId) => (State, GrantedMinor, AnsweredBy, Codes) =
        (answer.Outcome is LineOutcome.Granted ? LineState.Granted : LineState.Rejected, Granted(answer), messageId, answer.Codes);

    public void Pay(long amountMinor) => PaidMinor += amountMinor;

    /// <summary>As it was read from the database, for pricing.</summary>
    public ClaimLine In(LineState state, long? granted)
    {
        (State, GrantedMinor) = (state, granted);
        return this;
    }

    public bool IsAnsweredLike(AnsweredLine answer) => GrantedMinor == Granted(answer);

    private static long Granted(AnsweredLine answer) => answer.Outcome is LineOutcome.Granted ? answer.Amount : 0;
}
