using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>Claims are rendered when they are right, and refused when they are not.</summary>
internal static class Claims
{
    private const int Many = 20;

    public static readonly IReadOnlyList<Requirement> All =
    [
        new("HONEST-01", "A claim within the manifest (and claims.yaml) is rendered, and the response is as its schema says.", "/v1/claims/_render", ClaimsAreRendered),
        new("HONEST-02", "A total that is not debits less credits is refused.", "schemas/ClaimToRender: total", trial => Breaches.RefusedAsync(trial, "HONEST-02")),
        new("HONEST-03", "The sha256 of a document is that of its bytes, and there are bytes.", "schemas/Document: sha256", HashesAreRight),
        new("HONEST-04", "The name of a document is a file name, used once in a response, without an identifier of a client.", "schemas/Document: name", NamesAreSafe),
        new("HONEST-05", "Every line of a claim is rendered once, in the order of the request, under a reference of its own.", "schemas/ClaimRendered: lines", LinesAreRenderedOnce),
        new("HONEST-06", "An amount that is not the volume times the rate beside it is refused.", "schemas/ClaimLine: rate", trial => Breaches.RefusedAsync(trial, "HONEST-06")),
        new("HONEST-07", "Two lines of one reference are refused.", "schemas/ClaimLine: reference", trial => Breaches.RefusedAsync(trial, "HONEST-07")),
        new("HONEST-08", "Each client stands in a claim once and has a line; each line has its client.", "schemas/ClaimToRender: clients", trial => Breaches.RefusedAsync(trial, "HONEST-08")),
        new("HONEST-09", "A credit, and only a credit, names the line that it takes back, and no line both credits and adjusts.", "schemas/ClaimLine: creditedReference, adjustedReference", trial => Breaches.RefusedAsync(trial, "HONEST-09")),
        new("HONEST-10", "A period that ends before it starts is refused.", "schemas/Period", trial => Breaches.RefusedAsync(trial, "HONEST-10")),
        new("HONEST-11", "The id of a line, the key of a client and facts that the manifest does not name stand in no document.", "schemas/ClaimClient: key; ClaimLine: lineId; Facts", NothingElseLeaves),
    ];

    public static string TextOf(byte[] content) => Encoding.UTF8.GetString(content) + Encoding.Latin1.GetString(content);

    /// <summary>Every document in a response: where, and itself.</summary>
    public static IEnumerable<(string Place, JsonObject Document)> Documents(JsonNode? response) =>
        JsonPlaces.All(response).Where(p => p.Value is JsonObject o && o["sha256"] is JsonValue && o["content"] is JsonValue).Select(p => (p.Place, (JsonObject)p.Value!));

    public static void ExpectDocumentsWithTheirHash(Trial trial, Exchange exchange)
    {
        foreach (var (place, document) in Documents(exchange.Json))
        {
            var content = Convert.FromBase64String(document["content"]!.GetValue<string>());
            trial.Expect(content.Length > 0, $"{place} is empty", exchange);
            trial.Expect(Convert.ToHexStringLower(SHA256.HashData(content)) == document["sha256"]!.GetValue<string>(), $"The sha256 of {place} is not that of its content", exchange);
        }
    }

    private static async Task ClaimsAreRendered(Trial trial)
    {
        for (var i = 0; i < Many; i++)
        {
            var exchange = await trial.RenderAsync(trial.Subject.Claims.Make(i));
            var codes = string.Join(", ", exchange.Faults.Select(f => f?["code"]?.ToString()).Distinct());
            if (!trial.Expect(exchange.Status == 200, $"Random claim {i} should be rendered{(codes == "" ? "" : $" ({codes}; where the payer's rules make a random claim impossible, write claims.yaml)")}", exchange)) continue;
            foreach (var mistake in ContractSchemas.Instance.Check(nameof(ClaimRendered), exchange.Json)) trial.Fail(mistake, exchange);
        }
    }

    private static async Task HashesAreRight(Trial trial)
    {
        ExpectDocumentsWithTheirHash(trial, await trial.RenderAsync(await trial.ClaimAsync()));
        foreach (var sample in trial.Subject.Samples.Where(s => trial.Subject.Has(s.Operation))) ExpectDocumentsWithTheirHash(trial, await trial.Subject.AskAsync(sample));
    }

    private static async Task NamesAreSafe(Trial trial)
    {
        for (var i = 0; i < Many; i++)
        {
            var claim = trial.Subject.Claims.Make(i);
            var exchange = await trial.RenderAsync(claim);
            if (exchange.Status != 200) continue;
            var names = Documents(exchange.Json).Select(d => d.Document["name"]?.ToString() ?? "").ToList();
            trial.Expect(names.All(n => Regex.IsMatch(n, @"^[A-Za-z0-9-][A-Za-z0-9.-]*$")), "A name is not of letters, digits, dots and hyphens", exchange);
            trial.Expect(names.Distinct().Count() == names.Count, "Two documents have one name", exchange);
            trial.Expect(!claim.Clients.SelectMany(c => c.Identifiers).Any(id => names.Any(n => n.Contains(id.Value))), "A name holds an identifier of a client", exchange);
        }
    }

    private static async Task LinesAreRenderedOnce(Trial trial)
    {
        await trial.ClaimAsync();
        for (var i = 0; i < Many; i++)
        {
            var claim = trial.Subject.Claims.Make(i);
            var exchange = await trial.RenderAsync(claim);
            if (exchange.Status != 200) continue;
            var lines = (exchange.Json?["lines"] as JsonArray ?? []).Select(l => (Id: l?["lineId"]?.ToString(), Reference: l?["answerReference"]?.ToString())).ToList();
            trial.Expect(lines.Select(l => l.Id).SequenceEqual(claim.Lines.Select(l => l.LineId)), "The lines are not those of the request in its order", exchange);
            trial.Expect(lines.All(l => !string.IsNullOrEmpty(l.Reference)) && lines.DistinctBy(l => l.Reference).Count() == lines.Count, "Two lines have one reference, or a line has none", exchange);
        }
    }

    private static async Task NothingElseLeaves(Trial trial)
    {
        var claim = await trial.ClaimAsync();
        var named = claim.Clients[0].Person ?? new();
        var more = named with { FamilyName = named.FamilyName ?? "Kitfamilyname", Initials = named.Initials ?? "K.I.T.", DateOfBirth = named.DateOfBirth ?? new(1911, 1, 11) };
        var exchanges = new[] { await trial.RenderAsync(claim), await trial.RenderAsync(claim with { Clients = [claim.Clients[0] with { Person = more }, .. claim.Clients.Skip(1)] }) };
        foreach (var exchange in exchanges.Where(e => e.Status == 200))
            foreach (var text in Documents(exchange.Json).Select(d => TextOf(Convert.FromBase64String(d.Document["content"]!.GetValue<string>()))))
            {
                trial.Expect(!claim.Lines.Select(l => l.LineId).Concat(claim.Clients.Select(c => c.Key)).Any(text.Contains), "A document holds the id of a line or the key of a client", exchange);
                trial.Expect(!text.Contains("Kitfamilyname"), "A document holds the name of a client, for which the manifest does not ask", exchange);
                trial.Expect(named.DateOfBirth is not null || !(text.Contains("1911-01-11") || text.Contains("19110111")), "A document holds the date of birth of a client, for which the manifest does not ask", exchange);
            }
    }
}
