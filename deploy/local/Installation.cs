using System.Text.Json;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Servers;

namespace Buurtzorg.Local;

/// <summary>Private servers and the platform's services, each kept running until it is stopped.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private static readonly TimeSpan ServerLimit = TimeSpan.FromSeconds(90);

    private readonly InstallationOptions _options;
    private readonly Action<string> _say;
    private readonly Logs _logs;
    private readonly Ports _ports;
    private readonly Secrets _secrets;
    private readonly List<ManagedProcess> _processes = [];

    public Installation(InstallationOptions options, Action<string> say)
    {
        _options = options;
        _say = say;
        Directory.CreateDirectory(options.Folder);
        _logs = new Logs(Path.Combine(options.Folder, "logs"));
        _ports = new Ports(Path.Combine(options.Folder, "ports.json"), options.PortOffset);
        _secrets = new Secrets(Path.Combine(options.Folder, "secrets.json"));
    }

    public static string ServersFile(string folder) => Path.Combine(folder, "servers.json");

    public IReadOnlyList<ManagedProcess> Processes => _processes;

    public PostgresServer Postgres { get; private set; } = null!;
    public RabbitServer Rabbit { get; private set; } = null!;

    /// <summary>Starts PostgreSQL and RabbitMQ where they do not run yet, and writes where they are.</summary>
    public async Task StartServersAsync(CancellationToken ct)
    {
        if (IsRunning(PostgresServer.Name))
        {
            _say("PostgreSQL and RabbitMQ are running.");
            return;
        }
        await Packages.EnsureAsync(_logs, _say, ct);
        Postgres = new(DataFolder.Of(_options.Folder, "postgres", "postgres"),
            _ports.Choose(PostgresServer.Name, 18432, _say), _secrets.Password("postgres"));
        var rabbitPorts = new RabbitPorts(
            _ports.Choose("amqp", 18672, _say), _ports.Choose("rabbitmq-management", 18673, _say),
            _ports.Choose(RabbitServer.EpmdName, 18674, _say), _ports.Choose("rabbitmq-distribution", 18675, _say));
        Rabbit = new(DataFolder.Of(_options.Folder, "rabbitmq", "rabbitmq"), rabbitPorts,
            _secrets.Password("rabbitmq"), _secrets.Password("erlang-cookie"));
        await Task.WhenAll(StartPostgresAsync(ct), StartRabbitAsync(ct));
        WriteServersFile();
    }

    public async Task StopAsync()
    {
        File.Delete(ServersFile(_options.Folder));
        await Task.WhenAll(_processes.Where(p => p.Name != RabbitServer.EpmdName).Select(p => p.StopAsync()));
        await Task.WhenAll(_processes.Select(p => p.StopAsync()));
        _processes.Clear();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private bool IsRunning(string name) => _processes.Any(p => p.Name == name);

    private async Task StartPostgresAsync(CancellationToken ct)
    {
        await Postgres.PrepareAsync(_logs, ct);
        await StartProcess(Postgres.Spec()).WaitUntilReadyAsync(ServerLimit, ct);
        _say("PostgreSQL is ready.");
    }

    private async Task StartRabbitAsync(CancellationToken ct)
    {
        await Rabbit.PrepareAsync(_logs, ct);
        await StartProcess(Rabbit.Epmd()).WaitUntilReadyAsync(ServerLimit, ct);
        await StartProcess(Rabbit.Spec()).WaitUntilReadyAsync(ServerLimit, ct);
        _say("RabbitMQ is ready.");
    }

    private ManagedProcess StartProcess(ProcessSpec spec)
    {
        var process = new ManagedProcess(spec, _logs, _say);
        lock (_processes) _processes.Add(process);
        process.Start();
        return process;
    }

    private void WriteServersFile() => PrivateFile.Write(ServersFile(_options.Folder), JsonSerializer.Serialize(new
    {
        postgres = Postgres.ConnectionString,
        amqp = Rabbit.Amqp,
        management = Rabbit.Management,
    }));
}
