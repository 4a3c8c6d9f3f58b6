namespace Buurtzorg.CareRecords.Domain;

internal static class Today
{
    /// <summary>Today where the date is furthest ahead: a date after it lies in the future everywhere, whatever the install's time zone.</summary>
    public static DateOnly AtTheLatest(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14));
}
