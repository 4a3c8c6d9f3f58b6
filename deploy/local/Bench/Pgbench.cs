using System.Globalization;
using System.Text.RegularExpressions;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Npgsql;

namespace Buurtzorg.Local.Bench;

/// <summary>PostgreSQL's own load generator, doing to a copy of scheduling's tables what the completion of a visit does.</summary>
internal sealed class Pgbench(BenchInstallation platform)
{
    private const string Database = "pgbench";

    private readonly Service _scheduling = ServiceTable.Find("scheduling");

    private string Script => Path.Combine(BenchInstallation.Folder, "completion.sql");

    /// <summary>The same schema by scheduling's own migrations, and as many planned visits.</summary>
    public async Task PrepareAsync(int visits, CancellationToken ct)
    {
        await using (var server = NpgsqlDataSource.Create(platform.Wiring.Postgres.ConnectionString))
            await BenchInstallation.RunAsync(server, $"CREATE DATABASE {Database} OWNER {_scheduling.Database}", ct);
        var connectionString = platform.DatabaseOf(_scheduling.Name, Database);
        var migrate = platform.Wiring.CommandOf(_scheduling, "migrate");
        await Tool.RunAsync(migrate with { Environment = new Dictionary<string, string>(migrate.Environment) { ["Database__ConnectionString"] = connectionString } }, platform.Wiring.Logs, ct);
        await using var copy = NpgsqlDataSource.Create(connectionString);
        await PlannedVisits.PlanAsync(copy, visits, ct);
        await File.WriteAllTextAsync(Script, Completion, ct);
    }

    /// <summary>Returns transactions per second, without the time to connect.</summary>
    public async Task<double> RunAsync(int first, int visits, int connections, CancellationToken ct)
    {
        var each = visits / connections;
        var login = new NpgsqlConnectionStringBuilder(platform.DatabaseOf(_scheduling.Name, Database));
        await Tool.RunAsync(new("pgbench", Path.Combine(Packages.PostgresBin, "pgbench"), "-n", "-M", "prepared", "-c", $"{connections}", "-j", "2", "-t", $"{each}",
            "-D", $"first={first}", "-D", $"each={each}", "-D", "done=0", "-f", Script, "-h", login.Host!, "-p", $"{login.Port}", "-U", login.Username!, Database)
        {
            Environment = new Dictionary<string, string> { ["PGPASSWORD"] = login.Password! },
            WorkingDirectory = BenchInstallation.Folder,
        }, platform.Wiring.Logs, ct);
        var said = platform.Wiring.Logs.LastLines("pgbench", 20);
        if (!said.Contains($"processed: {visits}/{visits}")) throw new LauncherException($"pgbench did not do all of its work:\n{said}");
        return double.Parse(Regex.Match(said, @"tps = ([\d.]+)", RegexOptions.RightToLeft).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The statements that scheduling sends; pgbench reads a colon before a letter as a variable, and no other.</summary>
    private const string Completion =
        """
        \set number :first + :client_id * :each + :done
        \set done :done + 1
        BEGIN;
        INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body, trace_parent, trace_state)
        VALUES (gen_random_uuid(), 'scheduling.visit-completed', ('01920000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, 2, '{"visitId":"01920000-0000-7000-8000-000000000001","version":2,"clientId":"01920000-0000-7000-8000-000000000001","teamId":"01920000-0000-7000-8000-000000000001","carerId":"01920000-0000-7000-8000-000000000001","service":"nursing","startedAt":"2026-10-01T08:00:00Z","endedAt":"2026-10-01T08:10:00Z","minutes":10,"plannedMinutes":10,"recordedAt":"2026-10-01T08:10:00.123456Z"}',
            '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', NULL);
        UPDATE visits SET ended_at = planned_end, recorded_at = now(), started_at = planned_start, version = 2
        WHERE id = ('01920000-0000-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid AND version = 1;
        END;
        """;
}
