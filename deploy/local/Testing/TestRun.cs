using System.Diagnostics;
using System.Xml.Linq;

namespace Buurtzorg.Local.Testing;

/// <summary>How many tests ended how.</summary>
internal sealed record TestCount(int Passed, int Failed, int Skipped)
{
    public static TestCount operator +(TestCount a, TestCount b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    /// <summary>From a TRX report.</summary>
    public static TestCount Read(string trx)
    {
        var counters = XDocument.Load(trx).Descendants().First(element => element.Name.LocalName == "Counters");
        int Count(string name) => (int)counters.Attribute(name)!;
        return new(Count("passed"), Count("failed") + Count("error"), Count("total") - Count("executed"));
    }

    /// <summary>The failed tests of a TRX report, each with the first line of what it said.</summary>
    public static IEnumerable<string> Failures(string trx) =>
        from result in XDocument.Load(trx).Descendants()
        where result.Name.LocalName == "UnitTestResult" && (string?)result.Attribute("outcome") == "Failed"
        let message = result.Descendants().FirstOrDefault(element => element.Name.LocalName == "Message")?.Value ?? ""
        select $"{(string?)result.Attribute("testName")}: {message.Split('\n')[0].Trim()}";
}

/// <summary>Runs one built test project; its output appears as it comes.</summary>
internal static class TestRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20), LongLimit = TimeSpan.FromHours(3);

    public static async Task<TestCount> OfAsync(string executable, string report, string? filter, bool longer, CancellationToken ct)
    {
        File.Delete(report);
        string[] only = filter is null ? [] : ["-method", $"*{filter}*"];
        var info = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", executable, "-noLogo", "-noColor", "-trx", report, .. only])
        {
            WorkingDirectory = Path.GetDirectoryName(executable),
        };
        if (longer) (info.Environment["CHAOS_KILLS"], info.Environment["PRESSURE_SECONDS"], info.Environment["LONG_TESTS"]) = ("20", "60", "1");
        using var process = Processes.Starter.Start(info);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(longer ? LongLimit : Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            Console.WriteLine($"{Path.GetFileName(executable)} did not end in time and is stopped.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        var count = File.Exists(report) ? TestCount.Read(report) : new(0, 0, 0);
        return process.ExitCode != 0 && count.Failed == 0 ? count with { Failed = 1 } : count;
    }
}
