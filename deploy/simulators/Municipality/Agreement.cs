namespace Buurtzorg.Simulators.Municipality;

/// <summary>What the municipality agreed to pay per hour, in euro cents, per product of category 02 (guidance) and from which day.</summary>
internal static class Agreement
{
    private static readonly (string Code, DateOnly From, long HourRate)[] Rates =
    [
        ("02A03", new(2026, 1, 1), 6730), ("02A03", new(2025, 1, 1), 6490),
        ("02A05", new(2026, 1, 1), 9520), ("02A05", new(2025, 1, 1), 9175),
    ];

    /// <summary>The amount for a volume: from the hour rate, rounded once, half away from zero (IV081).</summary>
    public static long? Amount(string code, DateOnly day, string unit, long volume) =>
        (Rates.FirstOrDefault(rate => rate.Code == code && rate.From <= day).HourRate, unit) switch
        {
            (0, _) => null,
            (var rate, Unit.Minute) => (long)Math.Round(rate * volume / 60m, MidpointRounding.AwayFromZero),
            (var rate, Unit.Hour) => rate * volume,
            _ => null,
        };

    /// <summary>The tariff of one unit as shown; it is rounded and never used in the amount.</summary>
    public static long? Tariff(string code, DateOnly day, string unit) => Amount(code, day, unit, 1);
}
