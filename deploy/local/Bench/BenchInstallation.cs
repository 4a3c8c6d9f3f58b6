using System.Diagnostics;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Npgsql;

namespace Buurtzorg.Local.Bench;

/// <summary>A whole platform to measure, begun with empty databases. It ends with this program, however that ends.</summary>
internal sealed class BenchInstallation : IAsyncDisposable
{
    private readonly Installation _installation;

    private BenchInstallation(InstallationOptions options)
    {
        _installation = new(options, _ => { });
        Scheduling = new(() => NpgsqlDataSource.Create(DatabaseOf("scheduling", "scheduling")));
        Billing = new(() => NpgsqlDataSource.Create(DatabaseOf("billing", "billing")));
    }

    public static string Folder { get; } = Path.Combine(Checkout.Folder, "bench");

    public Wiring Wiring => _installation.Wiring;

    public Uri Gateway => _installation.Gateway;

    public IReadOnlyList<ManagedProcess> Processes => _installation.Processes;

    public Lazy<NpgsqlDataSource> Scheduling { get; }

    public Lazy<NpgsqlDataSource> Billing { get; }

    /// <param name="replicas">Of each service.</param>
    /// <param name="postgres">Settings of PostgreSQL that differ from the usual, such as <c>track_commit_timestamp = on</c>.</param>
    public static async Task<BenchInstallation> StartAsync(int replicas, CancellationToken ct, params string[] postgres)
    {
        Forget(Folder);
        var installation = new BenchInstallation(new(Checkout.Root, Folder)
        {
            Replicas = replicas,
            Environment = new Dictionary<string, string> { ["Gateway__RequestsPerSecond"] = "1000000", ["Gateway__Burst"] = "1000000" },
        });
        try
        {
            if (postgres.Length > 0) await installation.SetAsync(postgres, ct);
            await installation._installation.StartAsync(ct);
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
        return installation;
    }

    public static void Forget(string folder)
    {
        foreach (var each in new[] { DataFolder.RootOf(folder), folder }.Where(Directory.Exists)) Directory.Delete(each, recursive: true);
        Directory.CreateDirectory(folder);
    }

    public string DatabaseOf(string service, string database) =>
        new NpgsqlConnectionStringBuilder(Wiring.ConnectionString(ServiceTable.Find(service))) { Database = database }.ConnectionString;

    /// <summary>Waits until billing has a delivery of each completed visit and the outbox is empty; returns how long that took.</summary>
    public async Task<TimeSpan> SettleAsync(long visits, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (await CountAsync(Billing.Value, "SELECT count(*) FROM deliveries", ct) < visits
            || await CountAsync(Scheduling.Value, "SELECT count(*) FROM platform.outbox WHERE published_at IS NULL", ct) > 0)
        {
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(5)) throw new LauncherException("Five minutes later billing does not have every visit.");
            await Task.Delay(200, ct);
        }
        return Stopwatch.GetElapsedTime(since);
    }

    public static async Task<long> CountAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct));
    }

    public static async Task RunAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _installation.DisposeAsync();
        foreach (var database in new[] { Scheduling, Billing }.Where(database => database.IsValueCreated)) await database.Value.DisposeAsync();
        Forget(Folder);
    }

    /// <summary>They hold from the next start of the server, which its supervision sees to.</summary>
    private async Task SetAsync(string[] settings, CancellationToken ct)
    {
        await _installation.StartServersAsync(ct);
        await using (var server = NpgsqlDataSource.Create(Wiring.Postgres.ConnectionString))
            foreach (var setting in settings) await RunAsync(server, $"ALTER SYSTEM SET {setting}", ct);
        var postgres = Processes.Single(process => process.Name == PostgresServer.Name);
        var restarts = postgres.Restarts;
        Signals.Send(postgres.Pid!.Value, Signal.Interrupt);
        while (postgres.Restarts == restarts) await Task.Delay(50, ct);
        await postgres.WaitUntilReadyAsync(TimeSpan.FromSeconds(60), ct);
    }
}
