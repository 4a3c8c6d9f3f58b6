using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>Code lists of the standard, and what their codes are in the contract.</summary>
internal static class CodeLists
{
    /// <summary>WJ756.</summary>
    private static readonly (string Code, Unit Unit)[] Units =
    [
        ("01", Contract.Unit.Minute), ("04", Contract.Unit.Hour), ("14", Contract.Unit.DayAndNight), ("16", Contract.Unit.PartOfDay),
        ("82", Contract.Unit.PieceOfOutput), ("83", Contract.Unit.MinorCurrencyUnit), ("84", Contract.Unit.PieceOfEffort),
    ];

    /// <summary>WMO757.</summary>
    private static readonly (string Code, Frequency Frequency)[] Frequencies =
    [
        ("1", Contract.Frequency.Day), ("2", Contract.Frequency.Week), ("4", Contract.Frequency.Month), ("6", Contract.Frequency.WholePeriod),
    ];

    /// <summary>WMO020.</summary>
    public static readonly Kind Category = Kind.Matching("0[1-9]|1[0-8]", "a product category from 01 to 18") with { Rule = "WMO020" };

    public static readonly Kind Unit = Kind.Code([.. Units.Select(u => u.Code)]) with { Rule = "WJ756" };

    public static readonly Kind Frequency = Kind.Code([.. Frequencies.Select(f => f.Code)]) with { Rule = "WMO757" };

    /// <summary>WMO002; 13 says that the assignment is deleted, 01 may no longer be used.</summary>
    public static readonly Kind ChangeReason = Kind.Matching("0[1-9]|1[0-4]", "a reason from 01 to 14") with { Rule = "WMO002" };

    /// <summary>WMO588. There is no code for another reason than these.</summary>
    private static readonly (string Code, StopReason Reason)[] StopReasons =
    [
        ("02", Contract.StopReason.Died), ("19", Contract.StopReason.Completed), ("20", Contract.StopReason.Paused),
        ("21", Contract.StopReason.EndedByClient), ("22", Contract.StopReason.EndedByProvider), ("23", Contract.StopReason.EndedInAgreement),
        ("31", Contract.StopReason.Moved), ("37", Contract.StopReason.OtherCare), ("39", Contract.StopReason.OtherPayer),
    ];

    public static readonly Kind StopReason =
        Kind.Code("02", "19", "20", "21", "22", "23", "31", "36", "37", "38", "39") with { Rule = "WMO588" };

    /// <summary>COD327.</summary>
    private static readonly (string Code, Referrer Referrer)[] Referrers =
    [
        ("01", Contract.Referrer.Payer), ("02", Contract.Referrer.GeneralPractitioner), ("03", Contract.Referrer.YouthDoctor),
        ("04", Contract.Referrer.YouthProtection), ("05", Contract.Referrer.Specialist), ("06", Contract.Referrer.Self), ("08", Contract.Referrer.Court),
    ];

    public static readonly Kind Referrer = Kind.Code([.. Referrers.Select(r => r.Code)]);

    /// <summary>COD467. A change (2) is not allowed: CS058.</summary>
    public static readonly Kind NoticeState = Kind.Code("1", "2", "3", "9");

    /// <summary>WJ758.</summary>
    public static readonly Kind RequestReason = Kind.Code("1", "2");

    /// <summary>WJ760: rejected, or looked into.</summary>
    public static readonly Kind RequestAnswer = Kind.Code("1", "2") with { Rule = "WJ760" };

    /// <summary>WJ759.</summary>
    public static readonly Kind RejectionReason = Kind.Matching("[1-9]", "a reason from 1 to 9") with { Rule = "WJ759" };

    public static readonly IReadOnlyList<Unit> SupportedUnits = [.. Units.Select(u => u.Unit)];

    public static Unit UnitOf(string code) => Units.Single(u => u.Code == code).Unit;

    public static string? CodeOf(Unit unit) => Units.FirstOrDefault(u => u.Unit == unit).Code;

    public static string CodeOf(Frequency frequency) => Frequencies.Single(f => f.Frequency == frequency).Code;

    public static string? CodeOf(StopReason reason) => StopReasons.FirstOrDefault(r => r.Reason == reason).Code;

    public static string CodeOf(Referrer referrer) => Referrers.Single(r => r.Referrer == referrer).Code;

    public static Frequency FrequencyOf(string code) => Frequencies.Single(f => f.Code == code).Frequency;
}
