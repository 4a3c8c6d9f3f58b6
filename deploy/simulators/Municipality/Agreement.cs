namespace Buurtzorg.Simulators.Municipality;

/// <summary>What the municipality agreed to pay, in euro cents, per product and from which day. It pays minutes by the rate of an hour.</summary>
internal static class Agreement
{
    private static readonly (string Code, DateOnly From, string Unit, long Rate)[] Rates =
    [
        ("02A03", new(2026, 1, 1), Unit.Hour, 6730), ("02A03", new(2025, 1, 1), Unit.Hour, 6490),
        ("02A05", new(2026, 1, 1), Unit.Hour, 9520), ("02A05", new(2025, 1, 1), Unit.Hour, 9175),
        ("01A03", new(2026, 1, 1), Unit.Hour, 3840), ("01A03", new(2025, 1, 1), Unit.Hour, 3695),
        ("02A20", new(2025, 1, 1), Unit.Output, 42500), ("02A21", new(2025, 1, 1), Unit.Effort, 1875),
        ("04A01", new(2025, 1, 1), Unit.DayAndNight, 14250), ("07A03", new(2025, 1, 1), Unit.PartOfDay, 5130),
    ];

    public static bool Has(string? code, DateOnly day, string? unit) => unit == Unit.Euro || Find(code, day, unit) is not null;

    /// <summary>The amount for a volume: from the agreed rate, rounded once, half away from zero (IV081). Money costs itself.</summary>
    public static long? Amount(string code, DateOnly day, string unit, long volume) => (unit, Find(code, day, unit)) switch
    {
        (Unit.Euro, _) => volume,
        (_, null) => null,
        (Unit.Minute, (Unit.Hour, var rate)) => (long)Math.Round(rate * volume / 60m, MidpointRounding.AwayFromZero),
        (_, (_, var rate)) => rate * volume,
    };

    /// <summary>The tariff of one unit as shown; it is rounded and never used in the amount. Money has none.</summary>
    public static long? Tariff(string code, DateOnly day, string unit) => unit == Unit.Euro ? null : Amount(code, day, unit, 1);

    private static (string Unit, long Rate)? Find(string? code, DateOnly day, string? unit) =>
        Rates.Where(rate => rate.Code == code && rate.From <= day && Fits(rate.Unit, unit)).Select(rate => ((string, long)?)(rate.Unit, rate.Rate)).FirstOrDefault();

    /// <summary>Whether care may be declared in a unit where another was agreed or assigned.</summary>
    public static bool Fits(string agreed, string? declared) => declared == agreed || (agreed, declared) is (Unit.Hour, Unit.Minute);
}
