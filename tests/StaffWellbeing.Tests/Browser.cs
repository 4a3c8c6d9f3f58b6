using System.Diagnostics;

namespace Buurtzorg.StaffWellbeing.Tests;

/// <summary>A real browser, where there is one.</summary>
internal static class Browser
{
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => (string[])[System.IO.Path.Combine(folder, "chromium"), System.IO.Path.Combine(folder, "chromium-browser"), System.IO.Path.Combine(folder, "google-chrome")])
        .FirstOrDefault(File.Exists);

    /// <summary>The page as the browser understood it, and what it complained about on its console.</summary>
    public static async Task<(string Page, string[] Complaints)> OpenAsync(string address, string language)
    {
        var profile = Directory.CreateTempSubdirectory("browser-");
        using var browser = Process.Start(new ProcessStartInfo(Path!,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.FullName}", $"--accept-lang={language}", "--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom", address])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var log = browser.StandardError.ReadToEndAsync();
        var page = await browser.StandardOutput.ReadToEndAsync();
        await browser.WaitForExitAsync();
        profile.Delete(recursive: true);
        return (page, [.. (await log).Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))]);
    }
}
