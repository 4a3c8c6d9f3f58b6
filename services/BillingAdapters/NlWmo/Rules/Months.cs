using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>Calendar months, by which this world claims.</summary>
internal static class Months
{
    public static DateOnly FirstDay(DateOnly date) => new(date.Year, date.Month, 1);

    public static DateOnly LastDay(DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));

    public static bool IsWhole(Period period) => period.From == FirstDay(period.From) && period.Until == LastDay(period.From);

    public static bool IsWithinOne(Period period) => period.From <= period.Until && period.Until <= LastDay(period.From);
}
