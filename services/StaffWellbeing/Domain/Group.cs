namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>How figures of groups are published: a fixed table, of five or more, and coarse enough that one person more or less shows nobody.</summary>
internal static class Group
{
    public const int Least = 5;

    /// <summary>To the nearest multiple of five.</summary>
    public static int RoundToFive(int count) => (count + 2) / 5 * 5;

    /// <summary>To halves.</summary>
    public static decimal RoundToHalf(decimal value) => Math.Round(value * 2, MidpointRounding.AwayFromZero) / 2;
}
