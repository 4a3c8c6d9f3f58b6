using Buurtzorg.Local.Processes;
using Npgsql;

namespace Buurtzorg.Local.Servers;

/// <summary>A private PostgreSQL on a loopback port: small, and durable at every commit.</summary>
internal sealed class PostgresServer(DataFolder data, int port, string password)
{
    public const string Name = "postgres";

    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
    }.ConnectionString;

    /// <summary>
    /// How a service reaches its own database. Idle connections, each a process of the server, are soon given back; statements that
    /// come back are prepared; and as no service changes its session, nothing is reset between two uses of a connection.
    /// </summary>
    public string ConnectionStringOf(string database, string password) => new NpgsqlConnectionStringBuilder(ConnectionString)
    {
        Database = database,
        Username = database,
        Password = password,
        MaxPoolSize = 25,
        ConnectionIdleLifetime = 10,
        ConnectionPruningInterval = 5,
        MaxAutoPrepare = 100,
        NoResetOnClose = true,
    }.ConnectionString;

    public string Authority => Certificates.In(data).Authority;

    private string Cluster => data.File("cluster");

    public async Task PrepareAsync(Logs logs, CancellationToken ct)
    {
        data.Create();
        Certificates.In(data);
        if (Directory.Exists(Cluster))
        {
            await data.GiveAsync(logs, ct);
            return;
        }
        var draft = data.File("cluster.new");
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        PrivateFile.Write(data.File("password"), password);
        await data.GiveAsync(logs, ct);
        await Tool.RunAsync(new("initdb", Path.Combine(Packages.PostgresBin, "initdb"),
            "--pgdata", draft, "--username", "postgres", "--pwfile", data.File("password"), "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums")
        { User = data.User, WorkingDirectory = data.Path }, logs, ct);
        File.Delete(data.File("password"));
        Directory.Move(draft, Cluster);
    }

    public ProcessSpec Spec() => new(Name, Path.Combine(Packages.PostgresBin, "postgres"), ["-D", Cluster, "-p", $"{port}", .. Settings.Concat(Tls).SelectMany(setting => new[] { "-c", setting })])
    {
        User = data.User,
        WorkingDirectory = data.Path,
        StopWith = Signal.Interrupt,
        BeforeStart = ForgetForeignLock,
        IsReady = AnswersAsync,
        Address = $"127.0.0.1:{port}",
    };

    private string[] Tls => ["ssl=on", $"ssl_cert_file={Certificates.In(data).Certificate}", $"ssl_key_file={Certificates.In(data).Key}"];

    /// <summary>The last two groups keep memory small and values of statements out of the log.</summary>
    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300", "fsync=on", "synchronous_commit=on",
        "timezone=UTC", "log_timezone=UTC", "logging_collector=off", "jit=off",
        "shared_buffers=128MB", "max_wal_size=1GB", "max_parallel_workers=2", "max_logical_replication_workers=0",
        "log_error_verbosity=terse", "log_min_error_statement=panic", "log_parameter_max_length_on_error=0",
    ];

    /// <summary>
    /// After a hard stop the process id in the lock file may by now be another program's, and PostgreSQL would refuse
    /// to start. The launcher runs one server per data folder, so a lock that names no postgres of this folder is old.
    /// </summary>
    private void ForgetForeignLock()
    {
        var file = Path.Combine(Cluster, "postmaster.pid");
        if (!File.Exists(file)) return;
        var commandLine = $"/proc/{File.ReadLines(file).FirstOrDefault()}/cmdline";
        if (!File.Exists(commandLine) || !File.ReadAllText(commandLine).Contains(Cluster)) File.Delete(file);
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 3 }.ConnectionString;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return true;
    }
}
