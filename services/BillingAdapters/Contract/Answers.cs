namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>A payer's answer, and the claim that it answers.</summary>
/// <param name="Content">The bytes exactly as received.</param>
/// <param name="Claim">As it was sent.</param>
public sealed record AnswerToRead(byte[] Content, SentClaim Claim);

/// <summary>A claim as it was sent.</summary>
/// <param name="Number">As in <see cref="ClaimToRender"/>.</param>
/// <param name="Sender">The organisation that claimed.</param>
/// <param name="Payer">Who pays.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Total">Debits less credits, in minor units.</param>
/// <param name="Lines">Every line of it.</param>
public sealed record SentClaim(
    string Number, Identifier Sender, Identifier Payer, string Currency, long Total, IReadOnlyList<SentLine> Lines);

/// <summary>A line of a claim as it was sent.</summary>
/// <param name="LineId">Billing's own id.</param>
/// <param name="AnswerReference">As <see cref="RenderedLine"/> gave it.</param>
/// <param name="Amount">In minor units, not negative.</param>
/// <param name="Side">Debit or credit.</param>
public sealed record SentLine(string LineId, string AnswerReference, long Amount, Side Side);

/// <summary>What a payer decided about a claim.</summary>
/// <param name="Message">The envelope of the answer.</param>
/// <param name="Outcome">Of the claim as a whole.</param>
/// <param name="Granted">Total that the payer grants, debits less credits, in minor units; 0 when undecided.</param>
/// <param name="Codes">What the payer says about the claim as a whole.</param>
/// <param name="Lines">Every line of the claim, in the order of the request.</param>
/// <param name="Faults">Of the answer itself. When there are any it decides nothing: every line is unchanged.</param>
public sealed record AnswerRead(
    MessageIdentity Message,
    ClaimOutcome Outcome,
    long Granted,
    IReadOnlyList<AnswerCode> Codes,
    IReadOnlyList<AnsweredLine> Lines,
    IReadOnlyList<Fault> Faults);

/// <summary>What a payer decided about a line.</summary>
/// <param name="LineId">Billing's own id.</param>
/// <param name="Outcome">Granted, rejected, or not decided.</param>
/// <param name="Amount">Granted, in minor units and with the side of the line; 0 unless granted.</param>
/// <param name="Codes">Why. A line rejected with its whole claim bears the codes of the claim; one granted without remark has none.</param>
public sealed record AnsweredLine(string LineId, LineOutcome Outcome, long Amount, IReadOnlyList<AnswerCode> Codes);

/// <summary>One of the payer's codes, explained.</summary>
/// <param name="Code">The payer's own code.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="Remedy">What can be done about it, as a sentence for people.</param>
/// <param name="MayClaimAgain">Whether a corrected line can be claimed again under a new reference.</param>
public sealed record AnswerCode(string Code, string Reason, string Remedy, bool MayClaimAgain);
