using Buurtzorg.Platform;

namespace Buurtzorg.Scheduling.Domain;

/// <summary>From an instant, included, to another, excluded; in UTC and in the microseconds that the database keeps.</summary>
internal readonly record struct VisitTime
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public VisitTime(DateTimeOffset start, DateTimeOffset end) => (Start, End) = (start, end);

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    /// <summary>Whole minutes that passed, whatever the clocks on the wall did meanwhile; a part of a minute does not count.</summary>
    public int Minutes => (int)(End - Start).TotalMinutes;

    public bool Overlaps(VisitTime other) => Start < other.End && other.Start < End;

    public static Outcome<VisitTime> Between(DateTimeOffset start, DateTimeOffset end)
    {
        var time = new VisitTime(Microseconds(start), Microseconds(end));
        if (time.End <= time.Start)
            return Refusal.Invalid("ends-before-it-starts", $"The visit would end at {time.End:u}, which is not after its start at {time.Start:u}.");
        if (time.End - time.Start > Longest)
            return Refusal.Invalid("longer-than-a-day", $"From {time.Start:u} to {time.End:u} is longer than 24 hours; make it more than one visit.");
        if (time.Minutes < 1)
            return Refusal.Invalid("shorter-than-a-minute", "A visit takes at least one minute.");
        return time;
    }

    internal static DateTimeOffset Microseconds(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
