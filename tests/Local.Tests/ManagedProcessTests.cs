using System.Collections.Concurrent;
using Buurtzorg.Local.Processes;
using Buurtzorg.Testing;

namespace Buurtzorg.Local.Tests;

public sealed class ManagedProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _said = new();

    [Fact]
    public async Task What_dies_is_started_again()
    {
        var sleeper = Run("sleeper", "sleep 1000");
        await Eventually.TrueAsync(() => Task.FromResult(sleeper.Pid is not null), "it runs");
        var first = sleeper.Pid;

        sleeper.Kill();

        await Eventually.TrueAsync(() => Task.FromResult(sleeper.Pid is { } pid && pid != first), "it runs again");
        Assert.Contains("sleeper ended with code 137; starting it again in 0.2 s.", _said);
        await sleeper.StopAsync();
    }

    [Fact]
    public async Task A_setting_with_a_hyphen_in_its_name_reaches_the_process()
    {
        var spec = new ProcessSpec("env", "env") { Environment = new Dictionary<string, string> { ["Services__care-records"] = "here" } };

        await Tool.RunAsync(spec, TheLogs, TestContext.Current.CancellationToken);

        Assert.Contains("Services__care-records=here", File.ReadLines(TheLogs.PathOf("env")));
    }

    [Fact]
    public async Task What_keeps_dying_is_reported_with_what_it_said_last()
    {
        var broken = Run("broken", "echo no such province; exit 3", isReady: false);

        var refusal = await Assert.ThrowsAsync<LauncherException>(() => broken.WaitUntilReadyAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Assert.StartsWith("broken does not start; its last lines:\nno such province", refusal.Message);
        await broken.StopAsync();
    }

    [Fact]
    public async Task What_is_stopped_stays_stopped_with_all_that_it_started()
    {
        var family = Run("family", "sleep 1000 & wait");
        await Eventually.TrueAsync(() => Task.FromResult(RunningIn.Folder(_folder.Path).Count > 1), "parent and child run");

        await family.StopAsync();

        await Eventually.TrueAsync(() => Task.FromResult(RunningIn.Folder(_folder.Path).Count == 0), "both are gone");
        Assert.Null(family.Pid);
    }

    [Fact]
    public async Task A_program_that_is_missing_is_tried_again_and_not_a_crash()
    {
        var missing = new ManagedProcess(new("missing", "/nowhere/at/all") { IsReady = _ => Task.FromResult(false) }, TheLogs, _said.Enqueue);
        missing.Start();

        var refusal = await Assert.ThrowsAsync<LauncherException>(() => missing.WaitUntilReadyAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Assert.Contains("/nowhere/at/all", refusal.Message);
        await missing.StopAsync();
    }

    public void Dispose() => _folder.Dispose();

    private Logs TheLogs => new(_folder.At("logs"));

    private ManagedProcess Run(string name, string script, bool isReady = true)
    {
        var spec = new ProcessSpec(name, "/bin/sh", "-c", script)
        {
            Environment = new Dictionary<string, string> { ["TEST"] = _folder.Path },
            IsReady = _ => Task.FromResult(isReady),
        };
        var process = new ManagedProcess(spec, TheLogs, _said.Enqueue);
        process.Start();
        return process;
    }
}
