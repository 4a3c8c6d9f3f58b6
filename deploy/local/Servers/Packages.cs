using System.Diagnostics;
using Buurtzorg.Local.Processes;

namespace Buurtzorg.Local.Servers;

/// <summary>PostgreSQL and RabbitMQ from the distribution's packages.</summary>
internal static class Packages
{
    private static readonly string[] RabbitScripts = ["/usr/lib/rabbitmq/bin/rabbitmq-server", "/usr/local/lib/rabbitmq/bin/rabbitmq-server"];

    /// <summary>
    /// Nothing is started by it: a policy-rc.d refuses every service while it runs, no main cluster is made, and both
    /// settings are as they were afterwards.
    /// </summary>
    private const string Install =
        """
        set -e
        policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.d
        restore() {
          rm -f $policy $clusters/buurtzorg.conf
          if [ -e $policy.before-buurtzorg ]; then mv $policy.before-buurtzorg $policy; fi
        }
        trap restore EXIT
        trap 'exit 1' INT TERM HUP
        if [ -e $policy ] && [ ! -e $policy.before-buurtzorg ]; then mv $policy $policy.before-buurtzorg; fi
        printf '#!/bin/sh\nexit 101\n' > $policy
        chmod 755 $policy
        mkdir -p $clusters
        echo 'create_main_cluster = false' > $clusters/buurtzorg.conf
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q
        apt-get install -q -y --no-install-recommends "$@"
        """;

    public static string PostgresBin => FindPostgres() ?? throw new LauncherException("PostgreSQL 15 or newer is not installed.");

    public static string RabbitScript => FindRabbit() ?? throw new LauncherException("RabbitMQ is not installed.");

    public static async Task EnsureAsync(Logs logs, Action<string> say, CancellationToken ct)
    {
        string[] missing = [.. Missing()];
        if (missing.Length == 0) return;
        var names = string.Join(" and ", missing);
        if (!File.Exists("/usr/bin/apt-get"))
            throw new LauncherException($"Please install {names} with this system's package manager; only Debian's is known here.");
        if (!Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/sudo"))
            throw new LauncherException($"{names} must be installed, which needs root or sudo: apt-get install {string.Join(' ', missing)}");

        say($"Installing {names} from the distribution's packages (log: {logs.PathOf("install")}).");
        await RunAsync(missing, logs.Open("install"), ct);
        if (Missing().Any())
            throw new LauncherException($"The distribution's packages do not bring PostgreSQL 15 and RabbitMQ 3.10 or newer; see {logs.PathOf("install")}.");
    }

    private static async Task RunAsync(string[] packages, string log, CancellationToken ct)
    {
        string[] root = Environment.IsPrivilegedProcess ? [] : ["sudo"];
        string[] command = [.. root, "/bin/sh", "-c", Install, "sh", .. packages];
        var info = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, .. command]);
        using var process = Process.Start(info)!;
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new LauncherException($"{string.Join(" and ", packages)} could not be installed; the reason stands at the end of {log}.");
    }

    private static IEnumerable<string> Missing()
    {
        if (FindPostgres() is null) yield return "postgresql";
        if (FindRabbit() is null) yield return "rabbitmq-server";
    }

    private static string? FindPostgres()
    {
        const string versions = "/usr/lib/postgresql";
        if (!Directory.Exists(versions)) return null;
        return Directory.GetDirectories(versions)
            .Where(folder => int.TryParse(Path.GetFileName(folder), out var version) && version >= 15)
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder)))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")));
    }

    private static string? FindRabbit() => RabbitScripts.FirstOrDefault(File.Exists);
}
