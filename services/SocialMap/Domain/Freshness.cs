namespace Buurtzorg.SocialMap.Domain;

/// <summary>When somebody last assured that an entry is so: its owner, or a team that went there.</summary>
internal static class Freshness
{
    /// <summary>The day that stands for nobody and never.</summary>
    public static readonly DateOnly Unknown = new(1900, 1, 1);

    public static bool IsStale(DateOnly freshOn, DateOnly today) => freshOn < today.AddYears(-1);

    public static DateOnly? Shown(DateOnly freshOn) => freshOn == Unknown ? null : freshOn;
}
