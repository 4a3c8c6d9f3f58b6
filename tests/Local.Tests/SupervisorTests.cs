using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Supervision;
using Buurtzorg.Testing;

namespace Buurtzorg.Local.Tests;

/// <summary>The supervisor as a process of its own, in a clone's place of its own.</summary>
public sealed class SupervisorTests : IDisposable
{
    private readonly TemporaryFolder _checkout = new();
    private readonly SupervisorClient _client;

    public SupervisorTests() => _client = new(_checkout.Path, Directory.CreateDirectory(_checkout.At(".local")).FullName);

    [Fact]
    public async Task A_killed_supervisor_leaves_nothing_and_the_next_start_works()
    {
        await _client.AskAsync("servers", _ => { }, TestContext.Current.CancellationToken);
        Assert.All(await _client.StatusAsync(TestContext.Current.CancellationToken), process => Assert.True(process.Ready));

        Signals.Send(Supervisor(), Signal.Kill);
        await EverythingGoneAsync();

        await _client.AskAsync("servers", _ => { }, TestContext.Current.CancellationToken);
        await _client.StopAsync(_ => { }, TestContext.Current.CancellationToken);
        await EverythingGoneAsync();
    }

    [Fact]
    public async Task Who_hangs_up_before_all_is_ready_leaves_nothing()
    {
        using var impatience = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _client.AskAsync("servers", line => { if (line.Contains("postgres")) impatience.Cancel(); }, impatience.Token));

        await EverythingGoneAsync();
    }

    public void Dispose() => _checkout.Dispose();

    private int Supervisor() => int.Parse(File.ReadAllText(_checkout.At(".local/supervisor.pid")));

    private Task EverythingGoneAsync() => Eventually.TrueAsync(
        () => Task.FromResult(RunningIn.Folder(_checkout.Path).Count == 0), "nothing of this folder runs");
}
