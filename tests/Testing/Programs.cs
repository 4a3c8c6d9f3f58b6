using System.Diagnostics;
using Xunit;

namespace Buurtzorg.Testing;

/// <summary>Programs of the machine that some tests need, such as helm; where one is missing the test is skipped and says so.</summary>
public static class Programs
{
    /// <summary>The clone that the test was built in.</summary>
    public static string Checkout { get; } = FindCheckout();

    public static void Need(params string[] programs)
    {
        var missing = programs.Where(program => !IsThere(program)).ToArray();
        if (missing.Length > 0) Assert.Skip($"Not on the PATH: {string.Join(", ", missing)}.");
    }

    /// <summary>Skips what takes minutes, unless it was asked for.</summary>
    public static void NeedLong() => Assert.SkipWhen(Environment.GetEnvironmentVariable("LONG_TESTS") is null, "Takes minutes: ./dev test --long, or LONG_TESTS=1.");

    /// <summary>What the program said on its standard output; fails with its errors unless it ended well.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}: {errors} {output[..Math.Min(output.Length, 4000)]}");
        return output;
    }

    public static async Task<(int Code, string Output, string Errors)> TryAsync(string program, string[] arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Checkout, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindCheckout()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Buurtzorg.Platform.sln"))) return at.FullName;
        throw new InvalidOperationException("The tests run from within a clone of the repository.");
    }
}
