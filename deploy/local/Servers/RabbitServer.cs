using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Buurtzorg.Local.Processes;

namespace Buurtzorg.Local.Servers;

/// <summary>A private RabbitMQ with an epmd (Erlang's name server) of its own, everything on loopback.</summary>
internal sealed class RabbitServer(DataFolder data, RabbitPorts ports, string password, string cookie)
{
    public const string Name = "rabbitmq";
    public const string EpmdName = "epmd";
    public const string VirtualHost = "buurtzorg";

    /// <summary>Where subscribers of care events have their queues, and the user who makes those queues and their users.</summary>
    public const string EventsVirtualHost = "care-events";
    private const string User = "buurtzorg";

    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public Uri Amqp => new($"amqp://{User}:{password}@127.0.0.1:{ports.Amqp}/");
    public Uri Amqps => new($"amqps://{User}:{password}@127.0.0.1:{ports.Amqps}/");
    public string Authority => Certificates.In(data).Authority;
    public Uri Management => new($"http://{User}:{password}@127.0.0.1:{ports.Management}/");

    private Dictionary<string, string> EpmdEnvironment => new()
    {
        ["HOME"] = data.Path,
        ["ERL_EPMD_PORT"] = $"{ports.Epmd}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
    };

    public async Task PrepareAsync(Logs logs, CancellationToken ct)
    {
        data.Create();
        var tls = Certificates.In(data);
        PrivateFile.Write(data.File("rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{ports.Amqp}
            listeners.ssl.1 = 127.0.0.1:{ports.Amqps}
            ssl_options.cacertfile = {tls.Authority}
            ssl_options.certfile = {tls.Certificate}
            ssl_options.keyfile = {tls.Key}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {ports.Management}
            management_agent.disable_metrics_collector = true
            collect_statistics_interval = 60000
            default_user = {User}
            default_pass = {password}
            log.console = true
            log.file = false
            log.console.level = warning
            vm_memory_high_watermark.relative = 0.2
            disk_free_limit.absolute = 200MB
            raft.wal_max_size_bytes = 64000000

            """);
        PrivateFile.Write(data.File("enabled_plugins"), "[rabbitmq_management].\n");
        if (!File.Exists(data.File(".erlang.cookie")))
        {
            File.WriteAllText(data.File(".erlang.cookie"), cookie);
            File.SetUnixFileMode(data.File(".erlang.cookie"), UnixFileMode.UserRead);
        }
        await data.GiveAsync(logs, ct);
    }

    public ProcessSpec Epmd() => new(EpmdName, "epmd", "-port", $"{ports.Epmd}", "-address", "127.0.0.1")
    {
        User = data.User,
        WorkingDirectory = data.Path,
        Environment = EpmdEnvironment,
        IsReady = async ct => await ListensAsync(ports.Epmd, ct),
        Address = $"127.0.0.1:{ports.Epmd}",
    };

    /// <summary>RABBITMQ_ALLOW_INPUT makes the script replace itself by Erlang, so that signals reach the server.</summary>
    public ProcessSpec Spec() => new(Name, Packages.RabbitScript)
    {
        User = data.User,
        WorkingDirectory = data.Path,
        Environment = new Dictionary<string, string>(EpmdEnvironment)
        {
            ["RABBITMQ_ALLOW_INPUT"] = "1",
            ["RABBITMQ_NODENAME"] = "buurtzorg@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{ports.Distribution}",
            ["RABBITMQ_CONF_ENV_FILE"] = data.File("rabbitmq-env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = data.File("rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = data.File("enabled_plugins"),
            ["RABBITMQ_BASE"] = data.Path,
            ["RABBITMQ_MNESIA_BASE"] = data.File("mnesia"),
            ["RABBITMQ_LOG_BASE"] = data.File("log"),
            ["RABBITMQ_SCHEMA_DIR"] = data.File("schema"),
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = data.File("config"),
            ["RABBITMQ_PID_FILE"] = data.File("pid"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "-noinput +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
        },
        IsReady = async ct => await ListensAsync(ports.Amqp, ct) && await ManagesAsync(ct),
        Address = $"127.0.0.1:{ports.Amqp}, management http://127.0.0.1:{ports.Management}/",
    };

    /// <summary>The platform's own and that of the subscribers, whose user sees nothing of the platform's; tests make others.</summary>
    public async Task CreateVirtualHostsAsync(string eventsPassword, CancellationToken ct)
    {
        await PutAsync($"api/vhosts/{VirtualHost}", "{}", ct);
        await PutAsync($"api/vhosts/{EventsVirtualHost}", "{}", ct);
        await PutAsync($"api/users/{EventsVirtualHost}", $$"""{"password":"{{eventsPassword}}","tags":"administrator"}""", ct);
        await PutAsync($"api/permissions/{EventsVirtualHost}/{EventsVirtualHost}", """{"configure":".*","write":".*","read":".*"}""", ct);
    }

    /// <summary>How the user of the subscribers' virtual host reaches it, and the management API.</summary>
    public (Uri Amqp, Uri Management) Events(string eventsPassword) => (
        new($"amqp://{EventsVirtualHost}:{eventsPassword}@127.0.0.1:{ports.Amqp}/{EventsVirtualHost}"),
        new($"http://{EventsVirtualHost}:{eventsPassword}@127.0.0.1:{ports.Management}/"));

    /// <summary>The names of the queues in the platform's virtual host.</summary>
    public Task<string[]> QueuesAsync(CancellationToken ct) => QueuesAsync(Management, VirtualHost, ct);

    public static async Task<string[]> QueuesAsync(Uri management, string virtualHost, CancellationToken ct)
    {
        using var answer = (await SendAsync(management, HttpMethod.Get, $"api/queues/{virtualHost}?columns=name", ct)).EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement[]>(ct))!.Select(queue => queue.GetProperty("name").GetString()!)];
    }

    private async Task<bool> ManagesAsync(CancellationToken ct) =>
        (await SendAsync(HttpMethod.Get, "api/vhosts", ct)).IsSuccessStatusCode;

    private async Task PutAsync(string path, string body, CancellationToken ct) =>
        (await SendAsync(Management, HttpMethod.Put, path, ct, body)).EnsureSuccessStatusCode();

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken ct) => SendAsync(Management, method, path, ct);

    private static async Task<HttpResponseMessage> SendAsync(Uri management, HttpMethod method, string path, CancellationToken ct, string body = "{}")
    {
        using var request = new HttpRequestMessage(method, new Uri(management, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(management.UserInfo)));
        return await Http.SendAsync(request, ct);
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, ct);
        return true;
    }
}

internal sealed record RabbitPorts(int Amqp, int Amqps, int Management, int Epmd, int Distribution)
{
    private static readonly (string Name, int Usual)[] All =
        [("amqp", 18672), ("amqps", 18676), ("rabbitmq-management", 18673), (RabbitServer.EpmdName, 18674), ("rabbitmq-distribution", 18675)];

    public static RabbitPorts Of(Ports ports) => new(ports[All[0].Name], ports[All[1].Name], ports[All[2].Name], ports[All[3].Name], ports[All[4].Name]);

    public static void Choose(Ports ports, Action<string> say)
    {
        foreach (var (name, usual) in All) ports.Choose(name, usual, say);
    }
}
