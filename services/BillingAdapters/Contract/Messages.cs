namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>A message of which billing knows nothing yet.</summary>
/// <param name="Content">The bytes exactly as received.</param>
public sealed record MessageToIdentify(byte[] Content);

/// <summary>What stands on the envelope of a message.</summary>
/// <param name="Kind">Which operation reads it.</param>
/// <param name="Type">What the payer's world calls such a message, for example <c>WMO301</c>.</param>
/// <param name="Reference">The payer's own reference. A payer that uses one twice has sent the same message again.</param>
/// <param name="Payer">Who sent it.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="IssuedOn">The date that the message bears.</param>
/// <param name="ClaimNumber">For an answer, the number of the claim that it answers.</param>
/// <param name="OurReference">For a return, the reference of the notice or request; for an answer to a request, its request reference.</param>
public sealed record MessageIdentity(
    MessageKind Kind,
    string Type,
    string Reference,
    Identifier Payer,
    Identifier Recipient,
    DateOnly? IssuedOn = null,
    string? ClaimNumber = null,
    string? OurReference = null);
