using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Commands;

/// <summary><c>./dev adapter nl-wmo:9902 simulated</c>: gives a payer of the demo another adapter, by one line of the agreements.</summary>
internal static class AdapterCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments is not [var payer, var adapter] || !ServiceTable.Adapters.Contains(adapter))
            throw new LauncherException($"Say which payer gets which adapter: ./dev adapter nl-wmo:9902 simulated. There are {string.Join(", ", ServiceTable.Adapters)}.");
        var agreements = Here.Wiring.Agreements;
        var before = agreements.Swap(payer, adapter);
        Screen.Say($"{agreements.File}: {payer} had '{before}', now 'adapter: {adapter}'.");
        if (await Here.Supervisor.IsRunningAsync(ct)) await Here.Supervisor.AskAsync("restart billing", Screen.Say, ct);
        return 0;
    }
}
