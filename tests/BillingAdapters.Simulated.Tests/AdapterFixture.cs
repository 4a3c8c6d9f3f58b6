using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>The adapter on a real port, with a mailbox of its own.</summary>
public sealed class AdapterFixture : IAsyncLifetime
{
    public const string Secret = "a secret of the tests";

    private WebApplicationFactory<Program> _factory = null!;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"mailbox-{Guid.NewGuid():N}");

    public Uri Address { get; private set; } = null!;

    internal LogLines Log { get; } = new();

    /// <summary>As billing calls it, and whoever simulates.</summary>
    public HttpClient Billing()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) }; // a message of 25 MB on a busy machine
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        return client;
    }

    /// <summary>Ends the adapter and starts it again on the same folder.</summary>
    public async Task RestartAsync()
    {
        await _factory.DisposeAsync();
        Start();
    }

    public ValueTask InitializeAsync()
    {
        Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private void Start()
    {
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseUrls("http://127.0.0.1:0");
            web.UseSetting("Adapter:Secret", Secret);
            web.UseSetting("Simulated:Folder", Folder);
            web.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        });
        _factory.UseKestrel(0);
        _factory.StartServer();
        Address = _factory.ClientOptions.BaseAddress;
    }
}

/// <summary>What tests do over HTTP.</summary>
internal static class Calls
{
    /// <summary>That of the contract, and the words of a simulation.</summary>
    public static JsonSerializerOptions Json { get; } = new(ContractJson.Options) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static HttpRequestMessage Send(string id, Document document, string? payer = null) =>
        new(HttpMethod.Post, AdapterRoutes.Messages)
        {
            Headers = { { "Idempotency-Key", id } },
            Content = JsonContent.Create(new OutgoingMessage(id, new("uk-la", payer ?? Sample.Council), document), options: ContractJson.Options),
        };

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient billing, string id, Document document, string? payer = null, CancellationToken ct = default) =>
        await billing.SendAsync(Send(id, document, payer), ct);

    public static async Task<IReadOnlyList<IncomingMessage>> ReceiveAsync(this HttpClient billing, string? payer = null)
    {
        var page = (await billing.GetFromJsonAsync<IncomingMessages>(AdapterRoutes.Messages + "?limit=100", ContractJson.Options))!;
        return [.. page.Items.Where(item => item.Payer.Value == (payer ?? Sample.Council))];
    }

    public static Task<HttpResponseMessage> SimulateAsync(this HttpClient billing, Simulation simulation) =>
        billing.PostAsJsonAsync("simulation", simulation, Json);
}

/// <summary>Keeps every line that the adapter logs.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines) _lines.Add($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
