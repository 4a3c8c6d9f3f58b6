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
public enum MessageKind
{
    Assignment,
    Answer,
    Other,
    /// <summary>What a payer sends back on a notice or a request.</summary>
    Return,
    RequestAnswer,
}

/// <summary>A fact about a client.</summary>
[JsonConverter(typeof(KebabCase<Fact>))]
public enum Fact { FamilyName, Initials, DateOfBirth, Sex }

/// <summary>As the population register has it.</summary>
[JsonConverter(typeof(KebabCase<Sex>))]
public enum Sex { Unknown, Male, Female }

/// <summary>What a notice tells.</summary>
[JsonConverter(typeof(KebabCase<NoticeKind>))]
public enum NoticeKind { Start, Stop }

/// <summary>A changed notice replaces an earlier one of the same kind and assignment; a withdrawn one takes it back.</summary>
[JsonConverter(typeof(KebabCase<NoticeChange>))]
public enum NoticeChange { New, Changed, Withdrawn }

/// <summary>Why care stopped.</summary>
[JsonConverter(typeof(KebabCase<StopReason>))]
public enum StopReason
{
    /// <summary>As planned.</summary>
    Completed,
    Died,
    Moved,
    /// <summary>For a time.</summary>
    Paused,
    EndedByClient,
    EndedByProvider,
    EndedInAgreement,
    /// <summary>Care of another kind took its place.</summary>
    OtherCare,
    /// <summary>Somebody else pays from now on.</summary>
    OtherPayer,
    Other,
}

/// <summary>Whether a request asks for new care or for a change of what is assigned.</summary>
[JsonConverter(typeof(KebabCase<RequestKind>))]
public enum RequestKind { New, Change }

/// <summary>Why a change is asked for.</summary>
[JsonConverter(typeof(KebabCase<RequestReason>))]
public enum RequestReason { ClientChanged, PlanChanged }

/// <summary>Who referred the client; <see cref="Self"/> also where nobody did.</summary>
[JsonConverter(typeof(KebabCase<Referrer>))]
public enum Referrer { Payer, GeneralPractitioner, YouthDoctor, YouthProtection, Specialist, Self, Court }

/// <summary>What a request wants of a product.</summary>
[JsonConverter(typeof(KebabCase<ProductChange>))]
public enum ProductChange { New, Changed, Unchanged }

/// <summary>Whether a payer took a message; rejected with at least one remark, undecided when the return itself has faults.</summary>
[JsonConverter(typeof(KebabCase<ReturnOutcome>))]
public enum ReturnOutcome { Accepted, Rejected, Undecided }

/// <summary>What a payer answers to a request; undecided when the answer itself has faults.</summary>
[JsonConverter(typeof(KebabCase<RequestOutcome>))]
public enum RequestOutcome { Rejected, UnderExamination, Undecided }

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
