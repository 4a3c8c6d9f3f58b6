namespace Buurtzorg.Local.Processes;

/// <summary>Processes as the kernel lists them.</summary>
internal static class Family
{
    /// <summary>A process and all its descendants.</summary>
    public static IEnumerable<int> Of(int pid)
    {
        var children = Directory.GetDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var each) ? (Pid: each, Parent: StatOf(each) is { } stat ? (int)stat[1] : -1) : default)
            .ToLookup(process => process.Parent, process => process.Pid);
        return With(pid, children);
    }

    /// <summary>Processor time of a process and all its descendants, also of those that have ended.</summary>
    public static TimeSpan ProcessorTimeOf(int pid) =>
        TimeSpan.FromSeconds(Of(pid).Sum(each => StatOf(each) is { } stat ? (stat[11] + stat[12] + stat[13] + stat[14]) / 100.0 : 0));

    private static IEnumerable<int> With(int pid, ILookup<int, int> children) => children[pid].SelectMany(child => With(child, children)).Prepend(pid);

    /// <summary>The numbers of /proc/[pid]/stat that follow the name, from the state on, which is none; null for a process that has gone.</summary>
    private static long[]? StatOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return [.. stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Select(field => long.TryParse(field, out var number) ? number : 0)];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
