namespace Buurtzorg.Local.Bench;

/// <summary>One figure of a run.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Figure">What came out, with its unit.</param>
/// <param name="Aim">What it should be; empty for a figure that explains another.</param>
internal sealed record Measured(string What, string Figure, string Aim = "");

internal static class Statistics
{
    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    /// <summary>The smallest value that at least so many percent do not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100) - 1)];
    }
}
