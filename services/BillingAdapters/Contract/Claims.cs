using System.Runtime.InteropServices;

namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>A claim, with everything that its documents say: the adapter adds no number and no date of its own.</summary>
/// <param name="Number">In the form of <see cref="Numbering.ClaimNumber"/>, never used before by this sender. The answer names it.</param>
/// <param name="Period">The period that is claimed.</param>
/// <param name="IssuedOn">The date that the claim bears, on the calendar of the install.</param>
/// <param name="Sender">The organisation that claims.</param>
/// <param name="Payer">Who pays.</param>
/// <param name="Currency">ISO 4217; of every amount in the claim.</param>
/// <param name="Total">Debits less credits in minor units; negative when credits prevail. Compared with the sum of the lines.</param>
/// <param name="Clients">Each client once; a client without lines is a fault.</param>
/// <param name="Lines">Documents keep their order within a client.</param>
public sealed record ClaimToRender(
    string Number,
    Period Period,
    DateOnly IssuedOn,
    Identifier Sender,
    Identifier Payer,
    string Currency,
    long Total,
    IReadOnlyList<ClaimClient> Clients,
    IReadOnlyList<ClaimLine> Lines);

/// <summary>A client that a claim names.</summary>
/// <param name="Key">Ties lines to this client within the request. Appears in no document and may appear in a fault.</param>
/// <param name="Identifiers">Exactly those of <see cref="Manifest.ClientSchemes"/>.</param>
/// <param name="Person">Exactly the <see cref="Facts.Claims"/> of the manifest; null where it names none.</param>
public sealed record ClaimClient(string Key, IReadOnlyList<Identifier> Identifiers, Person? Person = null);

/// <summary>One product delivered to one client at one rate within a month, under one assignment where the payer assigns.</summary>
/// <param name="LineId">Billing's own id; comes back in faults and answers and appears in no document.</param>
/// <param name="Reference">In the form of <see cref="Numbering.LineReference"/>, never used before by this sender.</param>
/// <param name="ClientKey">A <see cref="ClaimClient.Key"/>.</param>
/// <param name="Assignment">The assignment that it is claimed under; null where care needs none of the payer.</param>
/// <param name="Product">In the payer's own codes.</param>
/// <param name="Period">When it was delivered.</param>
/// <param name="Volume">Delivered in the period, in <paramref name="Unit"/>, rounded as the agreement says; not negative.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Amount">In minor units, not negative; <paramref name="Side"/> gives it its sign.</param>
/// <param name="Side">Debit or credit.</param>
/// <param name="CreditedReference">For a credit, and only there: the reference of the granted debit that it takes back, from an earlier claim.</param>
/// <param name="Rate">Of the agreement. When present the amount is checked against it; a payer's world may require it.</param>
/// <param name="AdjustedReference">For a line that only changes a granted line of an earlier claim by the difference: the reference of that line.</param>
public sealed record ClaimLine(
    string LineId,
    string Reference,
    string ClientKey,
    [Optional, DefaultParameterValue(null)] ClaimAssignment? Assignment, // a default in the middle, so that JSON may leave it out
    Product Product,
    Period Period,
    long Volume,
    Unit Unit,
    long Amount,
    Side Side,
    string? CreditedReference = null,
    Rate? Rate = null,
    string? AdjustedReference = null);

/// <summary>What is present beside the number is checked against the line; what is absent is not.</summary>
/// <param name="Number">The payer's number of the assignment.</param>
/// <param name="From">Its first day.</param>
/// <param name="Until">Its last day; null beside a <paramref name="From"/>: no end yet.</param>
/// <param name="Product">What it allows.</param>
/// <param name="Unit">In what its volume is counted.</param>
public sealed record ClaimAssignment(
    string Number, DateOnly? From = null, DateOnly? Until = null, Product? Product = null, Unit? Unit = null);

/// <summary>
/// A price per unit. It may be per hour where minutes are claimed; the amount is then the rate times the minutes divided by sixty,
/// rounded once.
/// </summary>
/// <param name="Amount">In minor units, not negative.</param>
/// <param name="Per">The unit that it is the price of.</param>
public sealed record Rate(long Amount, Unit Per);

/// <summary>A claim as its payer expects it.</summary>
/// <param name="Documents">At least one.</param>
/// <param name="Lines">In the order of the request.</param>
public sealed record ClaimRendered(IReadOnlyList<Document> Documents, IReadOnlyList<RenderedLine> Lines);

/// <summary>The reference under which the payer will answer a line.</summary>
/// <param name="AnswerReference">The same as <see cref="ClaimLine.Reference"/>, unless the payer's world makes its own.</param>
public sealed record RenderedLine(string LineId, string AnswerReference);
