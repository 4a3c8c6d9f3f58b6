namespace Buurtzorg.Local.Supervision;

/// <summary>One running process as <c>./dev status</c> shows it.</summary>
internal sealed record Status(string Name, int? Pid, bool Ready, int Restarts, string? Address)
{
    public static async Task<Status[]> OfAsync(Installation installation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        return await Task.WhenAll(installation.Processes.ToArray().Select(async process =>
            new Status(process.Name, process.Pid, await process.IsReadyAsync(limit.Token), process.Restarts, process.Address)));
    }
}
