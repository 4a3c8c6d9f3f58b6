using System.Globalization;

namespace Buurtzorg.Local.Processes;

/// <summary>Memory as the kernel counts it: PSS, in which pages that processes share are divided among them.</summary>
internal static class Memory
{
    /// <summary>Of a process and all its descendants, in bytes; 0 for a process that has gone.</summary>
    public static long PssOf(int pid)
    {
        var children = ChildrenByParent();
        return Family(pid, children).Sum(PssOfOne);
    }

    private static IEnumerable<int> Family(int pid, ILookup<int, int> children) => children[pid].SelectMany(child => Family(child, children)).Prepend(pid);

    public static long PssOfOne(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.AsSpan(4, line.Length - 4 - "kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static ILookup<int, int> ChildrenByParent() => Directory.GetDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? (Pid: pid, Parent: ParentOf(pid)) : default)
        .ToLookup(process => process.Parent, process => process.Pid);

    private static int ParentOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return -1;
        }
    }
}
