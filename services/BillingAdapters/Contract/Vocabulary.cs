using System.Text.Json.Serialization;

namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>In what a volume is counted.</summary>
[JsonConverter(typeof(KebabCase<Unit>))]
public enum Unit
{
    Minute,
    Hour,
    /// <summary>Four hours.</summary>
    PartOfDay,
    DayAndNight,
    /// <summary>A result that was agreed.</summary>
    PieceOfOutput,
    /// <summary>An act that was done.</summary>
    PieceOfEffort,
    /// <summary>Money itself, in cents.</summary>
    MinorCurrencyUnit,
    Visit,
}

/// <summary>To which stretch of time an assigned volume belongs.</summary>
[JsonConverter(typeof(KebabCase<Frequency>))]
public enum Frequency { Day, Week, Month, WholePeriod }

/// <summary>A debit asks the payer for money, a credit gives it back.</summary>
[JsonConverter(typeof(KebabCase<Side>))]
public enum Side { Debit, Credit }

/// <summary>Which operation reads a message; <see cref="Other"/> is one of these payers that billing has nothing to do with.</summary>
[JsonConverter(typeof(KebabCase<MessageKind>))]
public enum MessageKind { Assignment, Answer, Other }

/// <summary>A changed assignment replaces an earlier one of the same number; a withdrawn one never held.</summary>
[JsonConverter(typeof(KebabCase<AssignmentChange>))]
public enum AssignmentChange { New, Changed, Withdrawn }

/// <summary>Why billing objects to a message of assignments, from what it knows of earlier ones.</summary>
[JsonConverter(typeof(KebabCase<ObjectionCode>))]
public enum ObjectionCode
{
    /// <summary>The payer used the reference of the message before, for another message.</summary>
    ReferenceUsedBefore,
    /// <summary>The number belongs to another assignment, of another client or product.</summary>
    NumberUsedForAnother,
    /// <summary>The assignment is withdrawn, but lines of it were granted.</summary>
    HasGrantedLines,
}

/// <summary>What an answer means for a claim; undecided when the answer itself has faults.</summary>
[JsonConverter(typeof(KebabCase<ClaimOutcome>))]
public enum ClaimOutcome { Granted, PartlyGranted, Rejected, Undecided }

/// <summary>What an answer means for a line; unchanged when it does not decide about it.</summary>
[JsonConverter(typeof(KebabCase<LineOutcome>))]
public enum LineOutcome { Granted, Rejected, Unchanged }
