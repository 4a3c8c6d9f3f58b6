namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>A message to carry to its payer.</summary>
/// <param name="Id">Billing's own id; also its <c>Idempotency-Key</c>.</param>
/// <param name="Payer">To whom.</param>
/// <param name="Document">The bytes exactly as stored.</param>
public sealed record OutgoingMessage(string Id, Identifier Payer, Document Document);

/// <summary>The adapter answers for the message from here on.</summary>
public sealed record MessageTaken(string Id);

/// <summary>A page of what payers sent.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record IncomingMessages(IReadOnlyList<IncomingMessage> Items, string? Next = null);

/// <summary>A message that a payer sent, shown until it is acknowledged.</summary>
/// <param name="Id">The adapter's own id: letters, digits, dots and hyphens.</param>
/// <param name="Payer">From whom.</param>
/// <param name="Document">The bytes exactly as received.</param>
public sealed record IncomingMessage(string Id, Identifier Payer, Document Document);
