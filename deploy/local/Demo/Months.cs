namespace Buurtzorg.Local.Demo;

/// <summary>A calendar month of the demo, in Dutch time.</summary>
internal readonly record struct Months(DateOnly First)
{
    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public string Period => First.ToString("yyyy-MM");

    public static Months Previous(TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Dutch).DateTime);
        return new(new DateOnly(today.Year, today.Month, 1).AddMonths(-1));
    }

    public static Months Parse(string period) => new(DateOnly.ParseExact(period + "-01", "yyyy-MM-dd"));
}
