namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>The provider asks for care to be assigned, or for a change of it.</summary>
/// <param name="Reference">In the form of <see cref="Numbering.MessageReference"/>, never used before by this sender. A return names it.</param>
/// <param name="RequestReference">The reference under which the payer answers; at most 36 characters.</param>
/// <param name="Kind">New care or a change.</param>
/// <param name="IssuedOn">The date that the request bears, on the calendar of the install.</param>
/// <param name="Sender">The organisation that asks.</param>
/// <param name="Payer">Who is asked.</param>
/// <param name="Client">For whom.</param>
/// <param name="Products">What is asked for. A change names everything that the client has from this payer, also what stays unchanged.</param>
/// <param name="Reason">For a change, and only there.</param>
/// <param name="Referrer">For a new request.</param>
/// <param name="Remark">For the people at the payer; at most 500 characters.</param>
/// <param name="ReferrerName">Who referred the client, by name; at most 64 characters. Some payers require it of some referrers.</param>
public sealed record RequestToRender(
    string Reference,
    string RequestReference,
    RequestKind Kind,
    DateOnly IssuedOn,
    Identifier Sender,
    Identifier Payer,
    MessageClient Client,
    IReadOnlyList<RequestedProduct> Products,
    RequestReason? Reason = null,
    Referrer? Referrer = null,
    string? Remark = null,
    string? ReferrerName = null);

/// <summary>One product of a request. Volume, unit and frequency are present together or not at all.</summary>
/// <param name="Change">Of an unchanged product only the assignment is present.</param>
/// <param name="AssignmentNumber">Of a changed or unchanged product: the payer's number.</param>
/// <param name="Product">In the payer's own codes.</param>
/// <param name="From">First day that is asked for.</param>
/// <param name="Until">Last day; null: no end yet.</param>
/// <param name="Volume">How much, in <paramref name="Unit"/>, per <paramref name="Frequency"/>.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Frequency">To which stretch of time it belongs.</param>
/// <param name="Budget">In minor units of the payer's currency.</param>
public sealed record RequestedProduct(
    ProductChange Change,
    string? AssignmentNumber = null,
    Product? Product = null,
    DateOnly? From = null,
    DateOnly? Until = null,
    long? Volume = null,
    Unit? Unit = null,
    Frequency? Frequency = null,
    long? Budget = null);

/// <summary>An answer to a request.</summary>
/// <param name="Content">The bytes exactly as received.</param>
/// <param name="ReceivedOn">The day of receipt, on the calendar of the install; the return message bears this date.</param>
/// <param name="ReturnReference">Billing's reference for the return message, in the form of <see cref="Numbering.ReturnReference"/>.</param>
public sealed record RequestAnswerToRead(byte[] Content, DateOnly ReceivedOn, string ReturnReference);

/// <summary>What a payer answers to a request. One that is granted is answered by assignments instead.</summary>
/// <param name="Message">The envelope of the answer.</param>
/// <param name="RequestReference">As in <see cref="RequestToRender"/>.</param>
/// <param name="Outcome">Rejected, or the payer looks into it.</param>
/// <param name="Codes">Why; empty where the payer gives no reason.</param>
/// <param name="Faults">Of the answer itself. When there are any it decides nothing.</param>
/// <param name="ReturnMessage">Owed to the payer, faults or not; null where this world has no return messages.</param>
public sealed record RequestAnswerRead(
    MessageIdentity Message,
    string RequestReference,
    RequestOutcome Outcome,
    IReadOnlyList<AnswerCode> Codes,
    IReadOnlyList<Fault> Faults,
    Document? ReturnMessage = null);
