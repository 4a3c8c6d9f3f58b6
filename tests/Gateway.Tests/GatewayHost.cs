using System.Net;
using System.Net.Http.Headers;
using Buurtzorg.Contracts;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Buurtzorg.Gateway.Tests;

/// <summary>The gateway on a real port before one replica of each service and two of scheduling.</summary>
public sealed class GatewayHost : IAsyncLifetime
{
    private readonly (string Key, string Value)[] _settings;
    private WebApplicationFactory<Program> _factory = null!;

    public GatewayHost() : this([])
    {
    }

    private GatewayHost((string, string)[] settings) => _settings = settings;

    public TestIssuer Issuer { get; } = new();

    public Uri Address { get; private set; } = null!;

    internal Dictionary<string, Backend> Services { get; } = [];

    internal Backend Scheduling => Services["scheduling"];

    internal Backend SecondScheduling { get; private set; } = null!;

    public static async Task<GatewayHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var gateway = new GatewayHost(settings);
        await gateway.InitializeAsync();
        return gateway;
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["identity", "scheduling", "care-records", "billing", "social-map"])
            Services[name] = await Backend.StartAsync();
        SecondScheduling = await Backend.StartAsync();
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("Authentication:Issuer", Issuer.Issuer);
            foreach (var (name, backend) in Services)
                web.UseSetting($"ReverseProxy:Clusters:{name}:Destinations:1:Address", backend.Address.ToString());
            web.UseSetting("ReverseProxy:Clusters:scheduling:Destinations:2:Address", SecondScheduling.Address.ToString());
            foreach (var (key, value) in _settings)
                web.UseSetting(key, value);
        });
        _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
        using var client = Anonymous();
        await Eventually.TrueAsync(async () =>
        {
            using var status = await client.GetAsync("status");
            return (await status.Content.ReadAsStringAsync()).StartsWith("""{"status":"ready""", StringComparison.Ordinal);
        }, "the gateway to find all services ready");
    }

    public HttpClient Anonymous() => new() { BaseAddress = Address };

    public HttpClient Nurse(Guid? person = null) => With(Issuer.Token(CallerKinds.Professional, (person ?? Guid.CreateVersion7()).ToString()));

    public HttpClient With(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await Issuer.DisposeAsync();
        await SecondScheduling.DisposeAsync();
        foreach (var backend in Services.Values)
            await backend.DisposeAsync();
    }
}
