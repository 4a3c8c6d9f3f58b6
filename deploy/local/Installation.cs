using System.Text.Json;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local;

/// <summary>
/// Private servers and the platform's services, each kept running until it is stopped. Starting again starts what is
/// missing; a start that fails or is cancelled stops what it had started.
/// </summary>
internal sealed class Installation(InstallationOptions options, Action<string> say) : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);

    private readonly List<ManagedProcess> _processes = [];

    public Wiring Wiring { get; } = new(options);

    public Uri Gateway => Wiring.AddressOf(ServiceTable.Gateway);

    public IReadOnlyList<ManagedProcess> Processes
    {
        get { lock (_processes) return [.. _processes]; }
    }

    public static string ServersFile(string folder) => Path.Combine(folder, "servers.json");

    /// <summary>PostgreSQL and RabbitMQ; where they are stands in <see cref="ServersFile"/> afterwards.</summary>
    public Task StartServersAsync(CancellationToken ct) => StartOrUndoAsync(async () =>
    {
        SayWhatRuns([PostgresServer.Name, RabbitServer.Name]);
        ChooseServerPorts();
        await Task.WhenAll(StartPostgresAsync(ct), StartRabbitAsync(ct));
        WriteServersFile();
    });

    /// <summary>Servers, databases, migrations and every service, until all are ready.</summary>
    public Task StartAsync(CancellationToken ct) => StartOrUndoAsync(async () =>
    {
        await StopRebuiltAsync();
        var replicas = ServiceTable.All.SelectMany(service => Enumerable.Range(1, Wiring.ReplicasOf(service)).Select(replica => (Service: service, Replica: replica))).ToArray();
        SayWhatRuns([PostgresServer.Name, RabbitServer.Name, .. replicas.Select(r => Service.ReplicaName(r.Service.Name, r.Replica))]);
        var missing = replicas.Where(r => Find(Service.ReplicaName(r.Service.Name, r.Replica)) is null).ToArray();
        ChooseServerPorts();
        foreach (var (service, replica) in missing)
            Wiring.Ports.Choose(Service.ReplicaName(service.Name, replica), service.Port + 100 * (replica - 1), say);

        var started = missing.Where(r => !r.Service.KeepsData).Select(r => Start(Wiring.Spec(r.Service, r.Replica))).ToList();
        await Task.WhenAll(
            MigrateAsync([.. missing.Select(r => r.Service).Where(service => service.KeepsData).Distinct()], ct),
            StartRabbitAsync(ct));
        WriteServersFile();
        await Wiring.Rabbit.CreateVirtualHostsAsync(Wiring.EventsPassword, ct);
        started.AddRange(missing.Where(r => r.Service.KeepsData).Select(r => Start(Wiring.Spec(r.Service, r.Replica))));
        await Task.WhenAll(started.Select(process => SayWhenReadyAsync(process, ct)));
    });

    /// <summary>Stops a service, and starts what is missing: it with its present configuration.</summary>
    public async Task RestartAsync(string service, CancellationToken ct)
    {
        await StopAsync([.. Processes.Where(process => Enumerable.Range(1, options.Replicas).Any(replica => process.Name == Service.ReplicaName(service, replica)))]);
        await StartAsync(ct);
    }

    /// <summary>Kill -9, as an accident would; supervision starts it again. For chaos tests.</summary>
    public void Kill(string name) => (Find(name) ?? throw new ArgumentException($"{name} does not run.", nameof(name))).Kill();

    public async Task StopAsync()
    {
        File.Delete(ServersFile(options.Folder));
        await StopAsync(Processes);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private ManagedProcess? Find(string name) => Processes.FirstOrDefault(process => process.Name == name);

    private void SayWhatRuns(string[] wanted)
    {
        var running = wanted.Where(name => Find(name) is not null).ToArray();
        if (running.Length == wanted.Length) say("Everything is running already; there is nothing to start.");
        else if (running.Length > 0) say($"Running already: {string.Join(", ", running)}.");
    }

    private void ChooseServerPorts()
    {
        if (Find(PostgresServer.Name) is null) Wiring.Ports.Choose(PostgresServer.Name, 18432, say);
        if (Find(RabbitServer.Name) is null) RabbitPorts.Choose(Wiring.Ports, say);
    }

    private async Task StartPostgresAsync(CancellationToken ct)
    {
        if (Find(PostgresServer.Name) is not null) return;
        await Wiring.Postgres.PrepareAsync(Wiring.Logs, ct);
        await SayWhenReadyAsync(Start(Wiring.Postgres.Spec()), ct);
    }

    private async Task StartRabbitAsync(CancellationToken ct)
    {
        if (Find(RabbitServer.Name) is not null) return;
        await Wiring.Rabbit.PrepareAsync(Wiring.Logs, ct);
        await Start(Wiring.Rabbit.Epmd()).WaitUntilReadyAsync(ReadyLimit, ct);
        await SayWhenReadyAsync(Start(Wiring.Rabbit.Spec()), ct);
    }

    private async Task MigrateAsync(Service[] services, CancellationToken ct)
    {
        await StartPostgresAsync(ct);
        await Databases.CreateAsync(Wiring, ct);
        await Task.WhenAll(services.Select(service => Tool.RunAsync(Wiring.CommandOf(service, "migrate"), Wiring.Logs, ct)));
        if (services.Length > 0) say($"Migrated the databases of {string.Join(", ", services.Select(service => service.Name))}.");
    }

    /// <summary>What was built after it started runs old code: it counts as missing.</summary>
    private async Task StopRebuiltAsync()
    {
        var rebuilt = (from service in ServiceTable.All
                       from replica in Enumerable.Range(1, Wiring.ReplicasOf(service))
                       let process = Find(Service.ReplicaName(service.Name, replica))
                       where process is not null && Build.TimeOf(service, options.Checkout) > process.StartedAt
                       select process).ToArray();
        if (rebuilt.Length == 0) return;
        say($"Built anew, so started again: {string.Join(", ", rebuilt.Select(process => process.Name))}.");
        await StopAsync(rebuilt);
    }

    private ManagedProcess Start(ProcessSpec spec)
    {
        var process = new ManagedProcess(spec, Wiring.Logs, say);
        lock (_processes) _processes.Add(process);
        process.Start();
        return process;
    }

    private async Task SayWhenReadyAsync(ManagedProcess process, CancellationToken ct)
    {
        await process.WaitUntilReadyAsync(ReadyLimit, ct);
        say($"{process.Name} is ready.");
    }

    private async Task StartOrUndoAsync(Func<Task> start)
    {
        var before = Processes;
        try
        {
            Directory.CreateDirectory(options.Folder);
            await start();
        }
        catch
        {
            await StopAsync([.. Processes.Except(before)]);
            throw;
        }
    }

    /// <summary>Services first, while they can still say goodbye to the servers; epmd last.</summary>
    private async Task StopAsync(IReadOnlyList<ManagedProcess> stopping)
    {
        foreach (var group in stopping.GroupBy(process => process.Name switch
        {
            RabbitServer.EpmdName => 2,
            PostgresServer.Name or RabbitServer.Name => 1,
            _ => 0,
        }).OrderBy(group => group.Key))
            await Task.WhenAll(group.Select(process => process.StopAsync()));
        lock (_processes) _processes.RemoveAll(stopping.Contains);
    }

    private void WriteServersFile() => PrivateFile.Write(ServersFile(options.Folder), JsonSerializer.Serialize(new
    {
        postgres = Wiring.Postgres.ConnectionString,
        amqp = Wiring.Rabbit.Amqp,
        amqps = Wiring.Rabbit.Amqps,
        management = Wiring.Rabbit.Management,
        postgresAuthority = Wiring.Postgres.Authority,
        brokerAuthority = Wiring.Rabbit.Authority,
    }));
}
