using System.Diagnostics;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Demo.Seed;
using Buurtzorg.Local.Services;
using Buurtzorg.Local.Supervision;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// What <c>./dev up</c> does after the build, in a clone that never ran it (a folder with links to what is built), until the demo
/// neighbourhood is loaded; and the memory of all of it after a minute in which nobody asks anything.
/// </summary>
internal static class TimeOfUp
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    public static async Task<Measured[]> MeasureAsync(CancellationToken ct)
    {
        var clone = Path.Combine(BenchInstallation.Folder, "clone");
        var folder = Path.Combine(clone, ".local");
        var supervisor = new SupervisorClient(clone, folder);
        if (Directory.Exists(folder)) await supervisor.StopAsync(_ => { }, ct);
        BenchInstallation.Forget(folder);
        foreach (var built in new[] { "artifacts", "deploy" })
            if (!Directory.Exists(Path.Combine(clone, built))) Directory.CreateSymbolicLink(Path.Combine(clone, built), Path.Combine(Checkout.Root, built));
        try
        {
            var since = Stopwatch.GetTimestamp();
            await supervisor.AskAsync("up", _ => { }, ct);
            var ready = Stopwatch.GetElapsedTime(since);
            await LoadNeighbourhoodAsync(new(new(clone, folder)), ct);
            var loaded = Stopwatch.GetElapsedTime(since);
            Screen.Say($"Ready after {ready.TotalSeconds:0.0} s, with the neighbourhood after {loaded.TotalSeconds:0.0} s. Now a minute of rest.");
            await Task.Delay(Idle, ct);
            var memory = (await supervisor.StatusAsync(ct)).Select(process => (process.Name, Bytes: process.Memory())).ToArray();
            return
            [
                new("up after the build, until everything is ready and the demo neighbourhood is loaded", $"{loaded.TotalSeconds:0.0} s", "20 s"),
                new("of that, until everything is ready", $"{ready.TotalSeconds:0.0} s"),
                new("idle memory (PSS) of all processes, a minute after up", $"{memory.Sum(process => process.Bytes) / 1073741824.0:0.00} GiB", "0.7 GiB"),
                .. memory.Select(process => new Measured($"of that, {process.Name}", Screen.Mebibytes(process.Bytes))),
            ];
        }
        finally
        {
            await supervisor.StopAsync(_ => { }, CancellationToken.None);
            BenchInstallation.Forget(folder);
        }
    }

    private static async Task LoadNeighbourhoodAsync(Wiring wiring, CancellationToken ct)
    {
        var places = new DemoPlaces(wiring.AddressOf(ServiceTable.Gateway), wiring.AddressOf(ServiceTable.Municipality), Path.Combine(wiring.Options.Folder, "demo"));
        using var loader = new NeighbourhoodLoader(places, new Progress<SeedProgress>());
        await loader.LoadAsync(ct);
    }
}
