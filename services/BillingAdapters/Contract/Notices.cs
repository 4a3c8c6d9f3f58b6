namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>Care of one client started or stopped.</summary>
/// <param name="Reference">In the form of <see cref="Numbering.MessageReference"/>, never used before by this sender. A return names it.</param>
/// <param name="Kind">Start or stop.</param>
/// <param name="IssuedOn">The date that the notice bears, on the calendar of the install.</param>
/// <param name="Sender">The organisation that gives the care.</param>
/// <param name="Payer">Who pays.</param>
/// <param name="Client">Whom it is about.</param>
/// <param name="Items">One per assignment.</param>
public sealed record NoticeToRender(
    string Reference,
    NoticeKind Kind,
    DateOnly IssuedOn,
    Identifier Sender,
    Identifier Payer,
    MessageClient Client,
    IReadOnlyList<NoticeItem> Items);

/// <summary>The client that a notice or a request is about.</summary>
/// <param name="Identifiers">Exactly those of <see cref="Manifest.ClientSchemes"/>.</param>
/// <param name="Person">Exactly the <see cref="Manifest.Facts"/> for this kind of message; null where there are none.</param>
public sealed record MessageClient(IReadOnlyList<Identifier> Identifiers, Person? Person = null);

/// <summary>Care under one assignment started or stopped.</summary>
/// <param name="Assignment">Under which.</param>
/// <param name="Product">In the payer's own codes.</param>
/// <param name="StartedOn">The first day of care under the assignment.</param>
/// <param name="Change">Whether it is new, replaces an earlier notice, or takes it back.</param>
/// <param name="StoppedOn">For a stop, and only there: the last day of care.</param>
/// <param name="Reason">For a stop, and only there.</param>
public sealed record NoticeItem(
    ClaimAssignment Assignment,
    Product Product,
    DateOnly StartedOn,
    NoticeChange Change,
    DateOnly? StoppedOn = null,
    StopReason? Reason = null);

/// <summary>Documents as their payer expects them.</summary>
/// <param name="Documents">At least one.</param>
public sealed record DocumentsRendered(IReadOnlyList<Document> Documents);

/// <summary>What a payer sends back on a notice or a request.</summary>
/// <param name="Content">The bytes exactly as received.</param>
/// <param name="Sent">What it is about.</param>
public sealed record ReturnToRead(byte[] Content, SentMessage Sent);

/// <summary>A notice or a request as it was sent.</summary>
/// <param name="Reference">As in <see cref="NoticeToRender"/> or <see cref="RequestToRender"/>.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Payer">To whom.</param>
/// <param name="AssignmentNumbers">The assignments that it named; empty where it named none.</param>
public sealed record SentMessage(string Reference, Identifier Sender, Identifier Payer, IReadOnlyList<string> AssignmentNumbers);

/// <summary>Whether the payer took a message.</summary>
/// <param name="Message">The envelope of the return.</param>
/// <param name="Outcome">Of the message as a whole.</param>
/// <param name="Codes">Remarks about the message as a whole or its client.</param>
/// <param name="Items">Remarks about single assignments.</param>
/// <param name="Faults">Of the return itself. When there are any it decides nothing.</param>
public sealed record ReturnRead(
    MessageIdentity Message,
    ReturnOutcome Outcome,
    IReadOnlyList<AnswerCode> Codes,
    IReadOnlyList<ReturnedItem> Items,
    IReadOnlyList<Fault> Faults);

/// <summary>What a payer remarks about one assignment of a message.</summary>
public sealed record ReturnedItem(string AssignmentNumber, IReadOnlyList<AnswerCode> Codes);
