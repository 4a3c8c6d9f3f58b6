using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Servers;

namespace Buurtzorg.Local.Services;

/// <summary>Where everything of an installation is and how it is configured: known before, while and after it runs.</summary>
internal sealed class Wiring(InstallationOptions options)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    public InstallationOptions Options => options;
    public Logs Logs { get; } = new(Path.Combine(options.Folder, "logs"));
    public Ports Ports { get; } = new(Path.Combine(options.Folder, "ports.json"), usualFirst: options.Folder == Checkout.Folder);
    public Secrets Secrets { get; } = new(Path.Combine(options.Folder, "secrets.json"));

    public DemoAgreements Agreements { get; } = new(options.Checkout, options.Folder);

    public PostgresServer Postgres => new(DataFolder.Of(options.Folder, "postgres", "postgres"),
        Ports[PostgresServer.Name], Secrets.Password("postgres"));

    public RabbitServer Rabbit => new(DataFolder.Of(options.Folder, "rabbitmq", "rabbitmq"),
        RabbitPorts.Of(Ports), Secrets.Password("rabbitmq"), Secrets.Password("erlang-cookie"));

    public string EventsPassword => Secrets.Password("broker-care-events");

    public string Issuer => $"{AddressOf(ServiceTable.Identity)}identity";

    public string BrokerUri => $"{Rabbit.Amqp}{RabbitServer.VirtualHost}";

    public int ReplicasOf(Service service) => service.Replicated ? options.Replicas : 1;

    public Uri AddressOf(string service, int replica = 1) => new($"http://127.0.0.1:{Ports[Service.ReplicaName(service, replica)]}/");

    /// <summary>With the path base of a service that has one.</summary>
    public string PublicAddressOf(Service service, int replica = 1) =>
        $"{AddressOf(service.Name, replica)}{(service.KeepsData || service.Name == ServiceTable.Identity ? service.Name + "/" : "")}";

    public string ConnectionString(Service service) =>
        Postgres.ConnectionStringOf(service.Database, Secrets.Password($"database-{service.Name}"));

    public ProcessSpec Spec(Service service, int replica) => new(Service.ReplicaName(service.Name, replica), service.Executable(options.Checkout))
    {
        WorkingDirectory = service.OutputFolder(options.Checkout),
        Environment = EnvironmentOf(service, replica),
        Address = PublicAddressOf(service, replica),
        IsReady = async ct =>
        {
            using var answer = await Http.GetAsync(new Uri(AddressOf(service.Name, replica), "health/ready"), ct);
            return answer.IsSuccessStatusCode;
        },
    };

    /// <summary>A command of a service, such as <c>migrate</c>.</summary>
    public ProcessSpec CommandOf(Service service, params string[] arguments) =>
        new($"{service.Name}-{arguments[0]}", service.Executable(options.Checkout), arguments)
        {
            WorkingDirectory = service.OutputFolder(options.Checkout),
            Environment = EnvironmentOf(service, 1),
        };

    private Dictionary<string, string> EnvironmentOf(Service service, int replica)
    {
        var environment = new Dictionary<string, string>(Dotnet.Lean)
        {
            ["ASPNETCORE_URLS"] = $"{AddressOf(service.Name, replica)}",
        };
        foreach (var (key, value) in options.Environment) environment[key] = value;
        foreach (var (key, value) in SettingsOf(service, replica)) environment[key.Replace(":", "__")] = value;
        return environment;
    }

    private IEnumerable<(string Key, string Value)> SettingsOf(Service service, int replica)
    {
        if (service.TakesTokens)
        {
            yield return ("Install:TimeZone", "Europe/Amsterdam");
            yield return ("Authentication:Issuer", Issuer);
            yield return ("Authentication:ClientId", service.Name);
            yield return ("Authentication:ClientSecret", Secrets.Password($"client-{service.Name}"));
        }
        if (service.KeepsData)
        {
            yield return ("Database:ConnectionString", ConnectionString(service));
            yield return ("Broker:Uri", BrokerUri);
        }
        foreach (var called in service.Calls)
            yield return ($"Services:{called}", $"{AddressOf(called, Math.Min(replica, ReplicasOf(ServiceTable.Find(called))))}{called}/");
        foreach (var setting in service.Settings(this, replica)) yield return setting;
    }
}
