namespace Buurtzorg.Billing.Agreements;

/// <summary>The working days of the install: Monday to Friday, less the holidays that its file names.</summary>
internal sealed class Calendar(IEnumerable<DateOnly> holidays)
{
    private readonly HashSet<DateOnly> holidays = [.. holidays];

    public static Calendar WithoutHolidays { get; } = new([]);

    public bool IsHoliday(DateOnly day) => holidays.Contains(day);

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>The working day that comes so many working days after a day.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
            if (IsWorkingDay(day = day.AddDays(1))) workingDays--;
        return day;
    }
}
