namespace Buurtzorg.CareEvents.Domain;

/// <summary>When to try again: after 5 s, then twice as long each time up to an hour, with up to a fifth more so that receivers are not all tried at once.</summary>
internal static class BackOff
{
    /// <summary>How long a receiver, or one event, is tried.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5), Longest = TimeSpan.FromHours(1);

    /// <param name="failures">How many there were, this one included.</param>
    /// <param name="asked">What the receiver asked for in Retry-After.</param>
    /// <param name="chance">0 to 1.</param>
    public static TimeSpan After(int failures, TimeSpan? asked, double chance)
    {
        var pause = First * Math.Pow(2, Math.Min(failures - 1, 20)) * (1 + chance / 5);
        if (asked > pause)
            pause = asked.Value;
        return pause < Longest ? pause : Longest;
    }
}
