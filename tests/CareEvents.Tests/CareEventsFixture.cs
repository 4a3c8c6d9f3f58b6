using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Tests;
using Buurtzorg.Contracts;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(CareEventsFixture))]

namespace Buurtzorg.CareEvents.Tests;

/// <summary>The service with a virtual host for queues. Tests run at the same time and never share a team, a client of the care or an integrator.</summary>
public sealed class CareEventsFixture : ServiceFixture<Program>
{
    public const string AllScopes = $"{Catalogue.Clients} {Catalogue.Visits} {Catalogue.Authorisations} {Catalogue.Claims} {Catalogue.Links} {Catalogue.Teams}";
    public const string Prefix = "nl.wijkzorg.";

    public CareEventsFixture()
    {
        Configure("CloudEvents:TypePrefix", "nl.wijkzorg");
        Configure("CloudEvents:Source", "urn:nld:oin:00000000000000000000");
        Configure("CloudEvents:PublicAddress", "https://care.example.org/");
        Configure("Webhooks:AllowPrivateTargets", "true");
    }

    public Receivers Receivers { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        var amqp = new Uri(await CreateVirtualHostAsync("events"));
        Configure("Amqp:Uri", amqp.ToString());
        Configure("Amqp:ManagementUrl", BrokerManagement);
        Configure("Amqp:PublicAddress", $"amqp://{amqp.Host}:{amqp.Port}");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Receivers.DisposeAsync();
    }

    /// <summary>An integrator of its own who may hear some teams, or everything.</summary>
    public async Task<IntegratorClient> AnIntegratorAsync(IEnumerable<Guid>? teams = null, IEnumerable<string>? areas = null, bool wholeInstall = false, string scopes = AllScopes, string? allowed = null)
    {
        var clientId = $"integrator-{Guid.CreateVersion7()}";
        await EntitleAsync(clientId, teams, areas, wholeInstall, allowed ?? scopes);
        return new IntegratorClient(this, clientId, scopes);
    }

    public async Task EntitleAsync(string clientId, IEnumerable<Guid>? teams = null, IEnumerable<string>? areas = null, bool wholeInstall = false, string scopes = AllScopes)
    {
        using var office = Client(CallerKinds.BackOffice);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"v1/integrators/{clientId}") { Content = JsonContent.Create(new { wholeInstall, areas = areas ?? [], teams = teams ?? [], scopes = scopes.Split(' ') }) };
        if ((await office.GetAsync($"v1/integrators/{clientId}")).Headers.ETag is { } tag)
            request.Headers.TryAddWithoutValidation("If-Match", tag.ToString());
        await (await office.SendAsync(request)).ExpectAsync(System.Net.HttpStatusCode.NoContent);
    }

    public HttpClient IntegratorHttp(string clientId, string scopes) => ClientWith(Issuer.Token(CallerKinds.Integrator, clientId, clientId, scope: scopes));

    public async Task<long> HeadAsync()
    {
        await using var head = Database.CreateCommand("SELECT sequence FROM log_head");
        return (long)(await head.ExecuteScalarAsync())!;
    }

    /// <summary>The log's own text about something, for what a test knows of itself.</summary>
    public async Task<List<JsonElement>> LoggedAsync(Guid about)
    {
        await using var select = Database.CreateCommand("SELECT convert_from(body, 'UTF8') FROM events WHERE subject_id = $1 OR client_id = $1 OR team_id = $1 ORDER BY sequence");
        select.Parameters.AddWithValue(about);
        await using var reader = await select.ExecuteReaderAsync();
        List<JsonElement> events = [];
        while (await reader.ReadAsync())
            events.Add(JsonSerializer.Deserialize<JsonElement>(reader.GetString(0)));
        return events;
    }

    internal T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    internal Task WakeAsync(Guid subscriptionId)
    {
        Get<Dispatcher>().Wake(subscriptionId);
        return Task.CompletedTask;
    }
}
