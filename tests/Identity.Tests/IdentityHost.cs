using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Buurtzorg.Identity.Tests;

/// <summary>The issuer on a real port, with a new folder for its key.</summary>
public sealed class IdentityHost : IAsyncLifetime
{
    public const string Secret = "a secret of sixteen or more: +/%&=";

    private readonly int _port = Loopback.FreePort();
    private readonly Settings _settings;
    private WebApplicationFactory<Program>? _factory;

    public IdentityHost() : this(Directory.CreateTempSubdirectory("identity-").FullName)
    {
    }

    internal IdentityHost(string keyFolder) => (KeyFolder, _settings) = (keyFolder, new(keyFolder, $"http://127.0.0.1:{_port}/identity"));

    public string KeyFolder { get; }

    public string Issuer => _settings.Issuer;

    public HttpClient Client { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(_settings.Apply);
        _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _factory.StartServer();
        Client = new HttpClient { BaseAddress = new Uri(Issuer + "/") };
        return ValueTask.CompletedTask;
    }

    public async Task RestartAsync()
    {
        await _factory!.DisposeAsync();
        await InitializeAsync();
    }

    public Task<JsonElement> GetAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path);

    public async Task<string> PersonaTokenAsync(string persona, Guid? personId = null)
    {
        using var response = await Client.PostAsJsonAsync("v1/persona-tokens", new { persona, personId });
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_factory is not null)
            await _factory.DisposeAsync();
        if (Directory.Exists(KeyFolder))
            Directory.Delete(KeyFolder, recursive: true);
    }

    private sealed record Settings(string KeyFolder, string Issuer)
    {
        public void Apply(IWebHostBuilder web) => web
            .UseSetting("Identity:Issuer", Issuer)
            .UseSetting("Identity:KeyFolder", KeyFolder)
            .UseSetting("Identity:Clients:scheduling:Secret", Secret)
            .UseSetting("Identity:Clients:scheduling:Kind", "service")
            .UseSetting("Identity:Clients:demo-integrator:Secret", Secret + "!")
            .UseSetting("Identity:Clients:demo-integrator:Kind", "integrator")
            .UseSetting("Identity:Clients:demo-integrator:Scopes", "visits claims");
    }
}
