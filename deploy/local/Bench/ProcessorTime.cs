using Buurtzorg.Local.Processes;

namespace Buurtzorg.Local.Bench;

/// <summary>What each process of a platform, and this one that loads it, spends; it hardly depends on what else the machine does.</summary>
internal sealed class ProcessorTime(BenchInstallation platform)
{
    private readonly Dictionary<string, TimeSpan> _spent = [];
    private Dictionary<string, TimeSpan> _before = [];

    /// <summary>Between each begin and end, the most first; without those that did next to nothing.</summary>
    public IEnumerable<KeyValuePair<string, TimeSpan>> Spent => _spent.Where(process => process.Value > TimeSpan.FromSeconds(1)).OrderByDescending(process => process.Value);

    public void Begin() => _before = Now();

    public void End()
    {
        foreach (var (name, now) in Now()) _spent[name] = _spent.GetValueOrDefault(name) + now - _before[name];
    }

    private Dictionary<string, TimeSpan> Now() => platform.Processes
        .ToDictionary(process => process.Name, process => process.Pid is { } pid ? Family.ProcessorTimeOf(pid) : TimeSpan.Zero)
        .Append(new("the load generator", Environment.CpuUsage.TotalTime)).ToDictionary();
}
