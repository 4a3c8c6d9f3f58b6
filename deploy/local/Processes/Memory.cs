using System.Globalization;

namespace Buurtzorg.Local.Processes;

/// <summary>Memory as the kernel counts it: PSS, in which pages that processes share are divided among them.</summary>
internal static class Memory
{
    /// <summary>Of a process and all its descendants, in bytes; 0 for a process that has gone.</summary>
    public static long PssOf(int pid) => Family.Of(pid).Sum(PssOfOne);

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
}
