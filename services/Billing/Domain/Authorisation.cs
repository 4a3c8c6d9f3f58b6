using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>
/// Care that a payer assigned to somebody, known here by a pseudonym. It is bound to no client and no visit:
/// who it is about is looked up when it is asked, so that nothing depends on what arrived first.
/// </summary>
internal sealed class Authorisation
{
    public Guid Id { get; init; }
    public required string PayerId { get; init; }
    public required string Number { get; init; }
    public required string IdentifierHash { get; set; }
    public string? Category { get; private set; }
    public string? Code { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly? Until { get; private set; }
    public long? VolumeAmount { get; private set; }
    public Unit? VolumeUnit { get; private set; }
    public Frequency? VolumePer { get; private set; }
    public long? BudgetMinor { get; private set; }
    public bool Withdrawn { get; private set; }
    public DateTime DecidedAt { get; private set; }
    public Guid MessageId { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }

    public Volume? Volume => (VolumeAmount, VolumeUnit, VolumePer) is ({ } amount, { } unit, { } per) ? new Volume(amount, unit, per) : null;

    public bool Covers(DateOnly day) => !Withdrawn && From <= day && (Until is null || day <= Until);

    public Days Days => new(From, Until ?? DateOnly.MaxValue.AddDays(-14));

    /// <summary>The calendar month clipped to the authorisation (TR387, TR388).</summary>
    public Days PeriodIn(Month month) => Days.Within(month);

    /// <summary>Takes what the payer decided, unless something decided later is known already.</summary>
    public void Take(Assignment assignment, string identifierHash, Guid messageId, DateTimeOffset now)
    {
        if (MessageId != default && assignment.DecidedAt <= DecidedAt) return;
        (IdentifierHash, Category, Code) = (identifierHash, assignment.Product.Category, assignment.Product.Code);
        (From, Until, Withdrawn) = (assignment.From, assignment.Until, assignment.Change is AssignmentChange.Withdrawn);
        (VolumeAmount, VolumeUnit, VolumePer, BudgetMinor) = (assignment.Volume, assignment.Unit, assignment.Frequency, assignment.Budget);
        (DecidedAt, MessageId, RecordedAt) = (assignment.DecidedAt, messageId, now);
    }
}
