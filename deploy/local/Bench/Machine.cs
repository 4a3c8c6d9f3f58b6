using System.Diagnostics;
using System.Text.RegularExpressions;
using Buurtzorg.Local.Servers;

namespace Buurtzorg.Local.Bench;

/// <summary>What a figure was measured on, in one line.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(CancellationToken ct)
    {
        var model = Find("/proc/cpuinfo", @"^model name\s*:\s*(.+)$") ?? "unknown processor";
        var memory = long.Parse(Find("/proc/meminfo", @"^MemTotal:\s*(\d+) kB$")!) / 1048576.0;
        var kernel = (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", ct)).Trim();
        var postgres = await VersionAsync(Path.Combine(Packages.PostgresBin, "postgres"), ["--version"], @"\d+\.\d+", ct);
        var load = (await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0];
        return $"{Environment.ProcessorCount} cores ({model}), {memory:0.#} GiB, Linux {kernel}, .NET {Environment.Version}, PostgreSQL {postgres}, "
            + $"RabbitMQ {RabbitVersion()}; load of others when it began: {load}";
    }

    private static string? Find(string file, string pattern) =>
        File.ReadLines(file).Select(line => Regex.Match(line, pattern)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>From the folder that its package installs; asking the program itself takes seconds.</summary>
    private static string RabbitVersion()
    {
        var library = Path.Combine(Path.GetDirectoryName(Packages.RabbitScript)!, "..", "lib");
        var name = Directory.Exists(library) ? Directory.GetDirectories(library, "rabbitmq_server-*").Order().LastOrDefault() : null;
        return name is null ? "of unknown version" : Path.GetFileName(name)["rabbitmq_server-".Length..];
    }

    private static async Task<string> VersionAsync(string program, string[] arguments, string pattern, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        return Regex.Match(await process.StandardOutput.ReadToEndAsync(ct), pattern).Value;
    }
}
