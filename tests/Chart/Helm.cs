namespace Buurtzorg.Chart.Tests;

/// <summary>The chart, rendered by helm as an install would.</summary>
internal static class Helm
{
    public const string Chart = "charts/buurtzorg-platform";

    public static string[] Arguments(string install, params string[] more) =>
        ["template", "care", Chart, "--namespace", "care", "--kube-version", "1.34.0", "-f", $"deploy/installs/{install}/values.yaml", "--set-file", $"agreements=deploy/installs/{install}/agreements.yaml", .. more];

    public static Task<string> RenderAsync(string install, params string[] more) => Programs.RunAsync("helm", Arguments(install, more));

    /// <summary>What helm says of values that it refuses.</summary>
    public static async Task<string> RefusedAsync(string install, params string[] more)
    {
        var (code, _, errors) = await Programs.TryAsync("helm", Arguments(install, more));
        Assert.NotEqual(0, code);
        return errors;
    }
}
