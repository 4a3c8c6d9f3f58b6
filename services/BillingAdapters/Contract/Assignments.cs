namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>A message in which a payer assigns care.</summary>
/// <param name="Content">The bytes exactly as received.</param>
/// <param name="ReceivedOn">The day of receipt, on the calendar of the install; the return message bears this date.</param>
/// <param name="ReturnReference">Billing's reference for the return message, in the form of <see cref="Numbering.ReturnReference"/>.</param>
/// <param name="Objections">
/// What billing holds against the message, from what it knows of earlier ones. It reads once without, and where it objects once more
/// with them: they become faults, and the return message says so.
/// </param>
public sealed record AssignmentsToRead(
    byte[] Content, DateOnly ReceivedOn, string ReturnReference, IReadOnlyList<Objection>? Objections = null);

/// <summary>One thing that billing holds against a message of assignments.</summary>
/// <param name="AssignmentNumber">The assignment that it is about; null where it is about the whole message.</param>
public sealed record Objection(ObjectionCode Code, string? AssignmentNumber = null);

/// <summary>What was read. A message is taken over whole or not at all.</summary>
/// <param name="Message">Its envelope.</param>
/// <param name="Assignments">In the order of the message; empty when there are faults.</param>
/// <param name="Faults">Everything that is wrong; empty when the message is accepted.</param>
/// <param name="ReturnMessage">Owed to the payer, faults or not; null where this world has no return messages.</param>
public sealed record AssignmentsRead(
    MessageIdentity Message,
    IReadOnlyList<Assignment> Assignments,
    IReadOnlyList<Fault> Faults,
    Document? ReturnMessage = null);

/// <summary>
/// Care that a payer assigns to one client. Of two with the same payer and number, the one with the later
/// <paramref name="DecidedAt"/> holds, in whatever order they arrive. Volume, unit and frequency are present together or not at all.
/// </summary>
/// <param name="Number">The payer's number of the assignment.</param>
/// <param name="Client">The identifier by which the payer knows the client.</param>
/// <param name="Payer">Who assigns.</param>
/// <param name="Product">In the payer's own codes.</param>
/// <param name="DecidedAt">On the payer's own clock and without a zone; only for comparison with another version of the same assignment.</param>
/// <param name="From">First day.</param>
/// <param name="Change">Whether it is new, replaces an earlier one, or withdraws it.</param>
/// <param name="Until">Last day; null: no end yet.</param>
/// <param name="Volume">How much, in <paramref name="Unit"/>, per <paramref name="Frequency"/>.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Frequency">To which stretch of time it belongs.</param>
/// <param name="Budget">Most that may be spent over the whole assignment, in minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">Of the budget, ISO 4217.</param>
/// <param name="ChangeReason">The payer's code for why it changed.</param>
public sealed record Assignment(
    string Number,
    Identifier Client,
    Identifier Payer,
    Product Product,
    DateTime DecidedAt,
    DateOnly From,
    AssignmentChange Change,
    DateOnly? Until = null,
    long? Volume = null,
    Unit? Unit = null,
    Frequency? Frequency = null,
    long? Budget = null,
    string? Currency = null,
    string? ChangeReason = null);
