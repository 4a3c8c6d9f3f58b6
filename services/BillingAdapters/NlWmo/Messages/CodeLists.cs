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
    public static readonly Kind Category = Kind.Matching("0[1-9]|1[0-8]", "a product category from 01 to 18");

    public static readonly Kind Unit = Kind.Code([.. Units.Select(u => u.Code)]);

    public static readonly Kind Frequency = Kind.Code([.. Frequencies.Select(f => f.Code)]);

    /// <summary>WMO002; 13 says that the assignment is deleted, 01 may no longer be used.</summary>
    public static readonly Kind ChangeReason = Kind.Matching("0[1-9]|1[0-4]", "a reason from 01 to 14");

    public static readonly IReadOnlyList<Unit> SupportedUnits = [.. Units.Select(u => u.Unit)];

    public static Unit UnitOf(string code) => Units.Single(u => u.Code == code).Unit;

    public static string? CodeOf(Unit unit) => Units.FirstOrDefault(u => u.Unit == unit).Code;

    public static Frequency FrequencyOf(string code) => Frequencies.Single(f => f.Code == code).Frequency;
}
