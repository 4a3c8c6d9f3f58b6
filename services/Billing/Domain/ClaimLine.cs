using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

public enum LineState { Claimed, Granted, Rejected }

/// <summary>One product, for one client, under one authorisation, in one month, with everything that fixed its amount.</summary>
internal sealed class ClaimLine
{
    public Guid Id { get; init; }
    public Guid ClaimId { get; init; }
    public required string Reference { get; init; }
    public string? AnswerReference { get; set; }
    public Guid ClientId { get; init; }
    public Guid AuthorisationId { get; init; }
    public required string AuthorisationNumber { get; init; }
    public required string Category { get; init; }
    public required string Code { get; init; }
    public Month Month { get; init; }
    public DateOnly From { get; init; }
    public DateOnly Until { get; init; }
    public int Minutes { get; init; }
    public int MinutesOverCap { get; init; }
    public decimal PerHour { get; init; }
    public long AmountMinor { get; init; }
    public LineState State { get; private set; }
    public long? GrantedMinor { get; private set; }
    public long PaidMinor { get; private set; }
    public Guid? AnsweredBy { get; private set; }
    public IReadOnlyList<AnswerCode> Codes { get; private set; } = [];

    public static ClaimLine Of(DraftLine draft, Guid claimId, string reference, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        ClaimId = claimId,
        Reference = reference,
        ClientId = draft.ClientId,
        AuthorisationId = draft.Authorisation.Id,
        AuthorisationNumber = draft.Authorisation.Number,
        Category = draft.Product.Category,
        Code = draft.Product.Code,
        Month = draft.Month,
        From = draft.Period.From,
        Until = draft.Period.Until,
        Minutes = draft.Minutes,
        MinutesOverCap = draft.MinutesOverCap,
        PerHour = draft.PerHour,
        AmountMinor = draft.Amount,
    };

    public void Answer(AnsweredLine answer, Guid messageId) => (State, GrantedMinor, AnsweredBy, Codes) =
        (answer.Outcome is LineOutcome.Granted ? LineState.Granted : LineState.Rejected, Granted(answer), messageId, answer.Codes);

    public void Pay(long amountMinor) => PaidMinor += amountMinor;

    public bool IsAnsweredLike(AnsweredLine answer) => GrantedMinor == Granted(answer);

    private static long Granted(AnsweredLine answer) => answer.Outcome is LineOutcome.Granted ? answer.Amount : 0;
}
