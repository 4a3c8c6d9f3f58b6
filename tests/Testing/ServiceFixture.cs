using System.Net.Http.Headers;
using System.Text.Json;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using RabbitMQ.Client;
using Xunit;

namespace Buurtzorg.Testing;

/// <summary>
/// A service on a real port with a database and a virtual host of its own, an issuer, and stubs of the services it calls. Derive it to configure more:
/// <c>Configure</c> and <c>Stub</c> in the constructor.
/// </summary>
public class ServiceFixture<TProgram> : IAsyncLifetime where TProgram : class
{
    private readonly string _name = $"test_{Guid.NewGuid():N}";
    private readonly Dictionary<string, string?> _settings = [];
    private readonly Dictionary<string, StubServer> _stubs = [];
    private WebApplicationFactory<TProgram> _factory = null!;
    private readonly List<string> _virtualHosts = [];
    private IConnection? _broker;

    public TestIssuer Issuer { get; } = new();
    public TestClock Clock { get; } = new();
    public NpgsqlDataSource Database { get; private set; } = null!;
    public IServiceProvider Services => _factory.Services;
    public string BrokerUri { get; private set; } = "";

    /// <summary>Where the service listens, path base included.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The service's name; the path base too.</summary>
    protected virtual string Name => string.Concat(typeof(TProgram).Assembly.GetName().Name!["Buurtzorg.".Length..].Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    protected void Configure(string key, string? value) => _settings[key] = value;

    /// <summary>The broker's management API, with a user who may do everything.</summary>
    protected static string BrokerManagement => TestServers.Management;

    /// <summary>One more virtual host, for as long as the fixture lives; its address.</summary>
    protected Task<string> CreateVirtualHostAsync(string suffix)
    {
        _virtualHosts.Add($"{_name}-{suffix}");
        return TestServers.CreateVirtualHostAsync(_virtualHosts[^1]);
    }

    /// <summary>Answers in place of another service; by default at <c>Services:&lt;name&gt;</c>.</summary>
    public StubServer Stub(string name, string? setting = null)
    {
        if (!_stubs.TryGetValue(name, out var stub))
        {
            _stubs[name] = stub = new StubServer();
            Configure(setting ?? $"Services:{name}", setting is null ? $"{stub.Address}{name}/" : stub.Address.ToString());
        }
        return stub;
    }

    public virtual async ValueTask InitializeAsync()
    {
        var connectionString = await TestServers.CreateDatabaseAsync(_name);
        BrokerUri = await TestServers.CreateVirtualHostAsync(_name);
        Database = NpgsqlDataSource.Create(connectionString);
        foreach (var (key, value) in new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = connectionString,
            ["Broker:Uri"] = BrokerUri,
            ["Authentication:Issuer"] = Issuer.Issuer,
            ["Authentication:ClientId"] = Name,
            ["Authentication:ClientSecret"] = "secret of the test",
            ["Install:TimeZone"] = "Europe/Amsterdam",
            ["Encryption:CurrentKey"] = "test",
            ["Encryption:Keys:test"] = Convert.ToBase64String(new byte[32]),
            ["Pseudonyms:Key"] = Convert.ToBase64String(new byte[32]),
        })
            _settings.TryAdd(key, value);
        await StartAsync();
    }

    /// <summary>Stops the service and starts it again on the same database and broker.</summary>
    public async Task RestartAsync()
    {
        await _factory.DisposeAsync();
        await StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        await _factory.DisposeAsync();
        await Issuer.DisposeAsync();
        foreach (var stub in _stubs.Values)
            await stub.DisposeAsync();
        await Database.DisposeAsync();
        await TestServers.DropDatabaseAsync(_name);
        foreach (var host in _virtualHosts.Append(_name))
            await TestServers.DropVirtualHostAsync(host);
        GC.SuppressFinalize(this);
    }

    /// <summary>A client with a token; addresses are relative to the path base: <c>v1/teams</c>.</summary>
    public HttpClient Client(string kind, Guid? person = null) => ClientWith(Issuer.Token(kind, (person ?? Guid.CreateVersion7()).ToString()));

    /// <summary>Another service of the platform, calling as itself.</summary>
    public HttpClient ServiceClient(string service) => ClientWith(Issuer.Token("service", service, service));

    public HttpClient ClientWith(string token)
    {
        var client = AnonymousClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient AnonymousClient() => new() { BaseAddress = Address };

    /// <summary>Publishes an event as the service that owns it would; again with the same id, it is the same message.</summary>
    public async Task PublishAsync(object @event, Guid? messageId = null)
    {
        _broker ??= await new ConnectionFactory { Uri = new Uri(BrokerUri) }.CreateConnectionAsync();
        await using var channel = await _broker.CreateChannelAsync(new CreateChannelOptions(true, true));
        var name = MessageName.Of(@event.GetType());
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true);
        var properties = MessageProperties.Of(messageId ?? Guid.CreateVersion7(), name, DateTime.UtcNow, null, null);
        await channel.BasicPublishAsync(name, "", mandatory: false, properties, JsonSerializer.SerializeToUtf8Bytes(@event, MessageName.Json));
    }

    /// <summary>What the service announced of a type, oldest first.</summary>
    public async Task<List<TEvent>> AnnouncedAsync<TEvent>()
    {
        await using var select = Database.CreateCommand("SELECT body FROM platform.outbox WHERE name = $1 ORDER BY id");
        select.Parameters.AddWithValue(MessageName.Of(typeof(TEvent)));
        await using var reader = await select.ExecuteReaderAsync();
        List<TEvent> events = [];
        while (await reader.ReadAsync())
            events.Add(JsonSerializer.Deserialize<TEvent>(reader.GetString(0), MessageName.Json)!);
        return events;
    }

    private async Task StartAsync()
    {
        _factory = new WebApplicationFactory<TProgram>().WithWebHostBuilder(web =>
        {
            web.UseUrls("http://127.0.0.1:0");
            foreach (var (key, value) in _settings)
                web.UseSetting(key, value);
            web.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        });
        _factory.UseKestrel();
        _factory.StartServer();
        Address = new Uri(_factory.ClientOptions.BaseAddress, $"/{Name}/");
        await using (var scope = Services.CreateAsyncScope())
            if (scope.ServiceProvider.GetService<ServiceDb>() is { } db)
                await MaintenanceCommands.MigrateNowAsync(db, Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
        using var client = AnonymousClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode, $"{Name} to be ready");
    }
}
