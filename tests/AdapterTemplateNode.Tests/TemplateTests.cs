using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Buurtzorg.AdapterTemplateNode.Tests;

/// <summary>The template for adapters in Node passes its own tests, from a copy of its folder and nothing else.</summary>
public sealed class TemplateTests
{
    [Fact]
    public async Task The_template_passes_its_own_tests_wherever_it_is_copied()
    {
        var (_, version) = await NodeAsync("--version");
        Assert.SkipUnless(Version.TryParse(version.Trim().TrimStart('v'), out var installed) && installed.Major >= 20, "Needs Node 20 or newer on the PATH.");

        var (code, output) = await NodeAsync("--test", "--test-reporter=tap");

        Assert.True(code == 0, output);
        Assert.DoesNotContain("# pass 0\n", output);
    }

    private static async Task<(int Code, string Output)> NodeAsync(params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "Template"), RedirectStandardOutput = true };
        try
        {
            using var node = Process.Start(start)!;
            var output = await node.StandardOutput.ReadToEndAsync(ct);
            await node.WaitForExitAsync(ct);
            return (node.ExitCode, output);
        }
        catch (Win32Exception)
        {
            return (127, "");
        }
    }
}
