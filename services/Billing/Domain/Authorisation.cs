using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>specific: one product; aspecific: any product of a category; generic: a budget for anything.</summary>
public enum AuthorisationKind { Specific, Aspecific, Generic }

/// <summary>Whether the payer's message says so, or the back office entered what the payer said otherwise.</summary>
public enum AuthorisationSource { Message, ByHand }

/// <summary>What a payer allows, as the back office enters it.</summary>
internal sealed record AuthorisationTerms(
    string? Category, string? Code, DateOnly From, DateOnly? Until, long? Volume, Unit? Unit, Frequency? Per, long? BudgetMinor, DateOnly? DecidedOn);

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
    public Guid? MessageId { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public long Version { get; private set; }

    public AuthorisationKind Kind => Code is not null ? AuthorisationKind.Specific : Category is not null ? AuthorisationKind.Aspecific : AuthorisationKind.Generic;

    public AuthorisationSource Source => MessageId is null ? AuthorisationSource.ByHand : AuthorisationSource.Message;

    public Volume? Volume => (VolumeAmount, VolumeUnit, VolumePer) is ({ } amount, { } unit, { } per) ? new Volume(amount, unit, per) : null;

    public bool Covers(DateOnly day) => !Withdrawn && From <= day && (Until is null || day <= Until);

    public Days Days => new(From, Until ?? DateOnly.MaxValue.AddDays(-14));

    /// <summary>The calendar month clipped to the authorisation (TR387, TR388).</summary>
    public Days PeriodIn(Month month) => Days.Within(month);

    /// <summary>Takes what the payer decided, unless something decided later is known already. Decided at the same time, a message beats what was entered by hand.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Take(Assignment assignment, string identifierHash, Guid messageId, DateTimeOffset now)
    {
        if (assignment.DecidedAt < DecidedAt || MessageId is not null && assignment.DecidedAt == DecidedAt) return false;
        (IdentifierHash, Category, Code) = (identifierHash, assignment.Product.Category, assignment.Product.Code);
        (From, Until, Withdrawn) = (assignment.From, assignment.Until, assignment.Change is AssignmentChange.Withdrawn);
        (VolumeAmount, VolumeUnit, VolumePer, BudgetMinor) = (assignment.Volume, assignment.Unit, assignment.Frequency, assignment.Budget);
        (DecidedAt, MessageId, RecordedAt, Version) = (assignment.DecidedAt, messageId, now, Version + 1);
        return true;
    }

    /// <summary>
    /// Takes what the back office enters. It counts as decided when the day began on which the payer decided, so a message of that day or later replaces it;
    /// without that day any message about the same number does.
    /// </summary>
    public void Enter(AuthorisationTerms terms, DateTimeOffset now)
    {
        (Category, Code, From, Until) = (terms.Category, terms.Code, terms.From, terms.Until);
        (VolumeAmount, VolumeUnit, VolumePer, BudgetMinor) = (terms.Volume, terms.Unit, terms.Per, terms.BudgetMinor);
        (DecidedAt, RecordedAt, Version) = (terms.DecidedOn?.ToDateTime(TimeOnly.MinValue) ?? DateTime.MinValue, now, Version + 1);
    }

    public void Withdraw(DateTimeOffset now) => (Withdrawn, RecordedAt, Version) = (true, now, Version + 1);
}
