using Buurtzorg.Local.Testing;

namespace Buurtzorg.Local.Commands;

/// <summary>
/// Runs the test projects one after another, with servers of this clone; where BUURTZORG_SERVERS names the servers.json
/// of another clone the tests use those.
/// </summary>
internal static class TestCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        var longer = arguments.Contains("--long");
        var filter = arguments.FirstOrDefault(argument => argument != "--long");
        var startsServers = Environment.GetEnvironmentVariable("BUURTZORG_SERVERS") is null && !await Here.Supervisor.IsRunningAsync(ct);
        if (startsServers) await ServersCommand.RunAsync([], ct);
        try
        {
            Screen.Say("Building everything.");
            await Build.DotnetBuildAsync("Buurtzorg.Platform.sln", Checkout.Root, Here.Wiring.Logs, ct);
            var total = await RunAllAsync(filter, longer, ct);
            Console.WriteLine(total);
            return total.Failed == 0 && total.Passed > 0 ? 0 : 1;
        }
        finally
        {
            if (startsServers) await Here.Supervisor.StopAsync(_ => { }, CancellationToken.None);
        }
    }

    private static async Task<TestCount> RunAllAsync(string? filter, bool longer, CancellationToken ct)
    {
        var reports = Directory.CreateDirectory(Path.Combine(Checkout.Folder, "tests")).FullName;
        var (total, failures) = (new TestCount(0, 0, 0), new List<string>());
        foreach (var project in Directory.GetFiles(Path.Combine(Checkout.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories).Order())
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var executable = Path.Combine(Checkout.Root, "artifacts", "bin", name, "debug", $"Buurtzorg.{name}");
            if (!File.Exists(executable)) throw new LauncherException($"{name} was not built; is it in Buurtzorg.Platform.sln?");
            Screen.Say(name);
            var report = Path.Combine(reports, $"{name}.trx");
            var count = await TestRun.OfAsync(executable, report, filter, longer, ct);
            Screen.Say($"{name}: {count}");
            total += count;
            failures.AddRange(File.Exists(report) ? TestCount.Failures(report) : [$"{name} ended without a report"]);
        }
        foreach (var failure in failures) Screen.Say($"Failed: {failure}");
        return total;
    }
}
