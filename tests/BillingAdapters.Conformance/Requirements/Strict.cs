using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>Nothing gets in that the contract does not say.</summary>
internal static class Strict
{
    public static readonly IReadOnlyList<Requirement> All =
    [
        new("STRICT-01", "What is not a JSON object is 400.", "info: Errors", trial => MalformedAsync(trial, NoObjects)),
        new("STRICT-02", "A value of the wrong type is 400.", "info: Errors", trial => MalformedAsync(trial, WrongTypes)),
        new("STRICT-03", "A required member that is missing or null is 400.", "info: Errors", trial => MalformedAsync(trial, MissingMembers)),
        new("STRICT-04", "A member that the contract does not know is 400, wherever it stands.", "info: Errors", trial => MalformedAsync(trial, UnknownMembers)),
        new("STRICT-05", "A value that is none of an enumeration, no date, no base64 or a hole in a list is 400.", "info: Conventions", trial => MalformedAsync(trial, WrongForms)),
        new("STRICT-06", "A value of a claim outside its bounds is refused, with 400 or 422.", "schemas/ClaimToRender and below: minLength, maxLength, minimum, minItems, pattern", BoundsHold),
        new("STRICT-07", "Without the secret, or with another one, every operation is 401, whatever was sent.", "security; responses/Unauthorized", NobodyElse),
        new("STRICT-08", "401 comes before the body is read.", "responses/Unauthorized", SecretBeforeBody),
        new("STRICT-09", "A body larger than the manifest says is 413.", "schemas/Limits: requestBytes; responses/TooLarge", TooLarge),
        new("STRICT-10", "A message of 25 MB passes.", "info: Size; schemas/Limits: messageBytes", LargePasses),
        new("STRICT-11", "Another method, another address and another media type are refused.", "paths", OtherWays),
    ];

    private static async Task MalformedAsync(Trial trial, Func<Operation, IEnumerable<(string What, string Body)>> bodies)
    {
        foreach (var operation in trial.Subject.Operations)
            foreach (var (what, body) in bodies(operation))
            {
                var exchange = await trial.Adapter.SendAsync(HttpMethod.Post, operation.Route, Encoding.UTF8.GetBytes(body), headers: ("Idempotency-Key", "x"));
                trial.Expect(exchange.IsProblem(400), $"{what} should be 400 as problem+json", exchange);
            }
    }

    private static IEnumerable<(string, string)> NoObjects(Operation operation)
    {
        var example = ContractSchemas.Instance.Example(operation.Request).ToJsonString();
        return new[] { "", "{", "null", "[]", "\"text\"", "1", "<a/>", example[..^1], example + example, $"[{example}]" }.Select(body => ($"A body {Shown(body)}", body));
    }

    private static IEnumerable<(string, string)> WrongTypes(Operation operation) => Broken(operation, (_, value, _) => value switch
    {
        JsonObject => ["x", new JsonArray()],
        JsonArray => ["x", new JsonObject()],
        JsonValue v when v.GetValueKind() == JsonValueKind.String => [1, new JsonObject()],
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => ["1", 1.5, JsonNode.Parse("9223372036854775808")],
        _ => ["true", 1],
    });

    private static IEnumerable<(string, string)> MissingMembers(Operation operation)
    {
        var example = ContractSchemas.Instance.Example(operation.Request);
        foreach (var (place, value) in JsonPlaces.All(example).Prepend(("", example)).ToList())
            if (value is JsonObject)
                foreach (var member in ContractSchemas.Texts(ContractSchemas.Instance.At(operation.Request, place), "required"))
                {
                    yield return ($"{place}/{member}, missing,", JsonPlaces.Without(example, $"{place}/{member}").ToJsonString());
                    yield return ($"{place}/{member}, null,", JsonPlaces.With(example, $"{place}/{member}", null).ToJsonString());
                }
    }

    private static IEnumerable<(string, string)> UnknownMembers(Operation operation)
    {
        var example = ContractSchemas.Instance.Example(operation.Request);
        return JsonPlaces.All(example).Prepend((Place: "", Value: example)).Where(p => p.Value is JsonObject).ToList()
            .Select(p => ($"{p.Place}/kitUnknown", JsonPlaces.With(example, $"{p.Place}/kitUnknown", 1).ToJsonString()));
    }

    private static IEnumerable<(string, string)> WrongForms(Operation operation) => Broken(operation, (_, value, schema) => value switch
    {
        _ when ContractSchemas.Texts(schema, "enum").Count > 0 => ["kit-unknown", ""],
        _ when ContractSchemas.Text(schema, "format") == "date" => ["2026-02-30", "31-10-2026", "2026-10-31T00:00:00"],
        _ when ContractSchemas.Text(schema, "format") == "byte" => ["no base64!"],
        JsonArray => [new JsonArray((JsonNode?)null)],
        _ => [],
    });

    // The example with each of its values broken, one at a time.
    private static IEnumerable<(string, string)> Broken(Operation operation, Func<string, JsonNode?, YamlMappingNode?, JsonNode?[]> instead)
    {
        var example = ContractSchemas.Instance.Example(operation.Request);
        foreach (var (place, value) in JsonPlaces.All(example).ToList())
            foreach (var wrong in instead(place, value, ContractSchemas.Instance.At(operation.Request, place)))
                yield return ($"{place} as {Shown(wrong?.ToJsonString() ?? "null")}", JsonPlaces.With(example, place, wrong).ToJsonString());
    }

    private static async Task BoundsHold(Trial trial)
    {
        var claim = ClaimMaker.ToJson(await trial.ClaimAsync(c => c.Lines.Count > 2));
        foreach (var (place, value) in JsonPlaces.All(claim).ToList())
        {
            var schema = ContractSchemas.Instance.At(nameof(ClaimToRender), place);
            List<JsonNode> outside = [];
            if (ContractSchemas.Text(schema, "minLength") is not null) outside.Add("");
            if (ContractSchemas.Text(schema, "maxLength") is { } most) outside.Add(new string('x', int.Parse(most, System.Globalization.CultureInfo.InvariantCulture) + 1));
            if (ContractSchemas.Text(schema, "minimum") is not null) outside.Add(-1);
            if (ContractSchemas.Text(schema, "minItems") is not null) outside.Add(new JsonArray());
            if (ContractSchemas.Text(schema, "pattern") is not null && value?.GetValueKind() == JsonValueKind.String) outside.Add("~");
            foreach (var wrong in outside)
            {
                var exchange = await trial.Adapter.PostAsync(AdapterRoutes.RenderClaim, JsonPlaces.With(claim, place, wrong.DeepClone()));
                trial.Expect(exchange.Status is 400 or 422, $"{place} as {Shown(wrong.ToJsonString())} should be refused", exchange);
            }
        }
    }

    private static async Task NobodyElse(Trial trial)
    {
        var secret = trial.Adapter.Secret ?? "";
        foreach (var header in new[] { null, "Bearer", "Bearer ", "Bearer kit-another-secret", $"Bearer {secret}x", $"Basic {secret}", $"Bearer {secret.ToUpperInvariant()}X", secret })
        {
            foreach (var operation in trial.Subject.Operations)
                Check(await trial.Adapter.SendAsync(HttpMethod.Post, operation.Route, "not even JSON"u8.ToArray(), authorization: header));
            Check(await trial.Adapter.SendAsync(HttpMethod.Get, AdapterRoutes.Manifest, authorization: header));
            if (trial.Subject.Has(Operation.Send)) Check(await trial.Adapter.SendAsync(HttpMethod.Get, AdapterRoutes.Messages, authorization: header));
        }
        void Check(Exchange exchange) => trial.Expect(exchange.IsProblem(401), "A caller without the secret should get 401 as problem+json", exchange);
    }

    private static async Task SecretBeforeBody(Trial trial)
    {
        if (trial.Adapter.Url.Scheme != "http") throw new Skipped("Only over http.");
        var status = await RawHttp.StatusAsync(trial.Adapter, AdapterRoutes.RenderClaim, "Bearer kit-another-secret", length: 1_000_000, sent: 0);
        trial.Expect(status == 401, $"A caller without the secret who has sent no byte of the body yet got {(status == 0 ? "no answer" : status)} instead of 401");
    }

    private static async Task TooLarge(Trial trial)
    {
        if (trial.Adapter.Url.Scheme != "http") throw new Skipped("Only over http.");
        var length = trial.Manifest.Limits.RequestBytes + 1;
        var status = await RawHttp.StatusAsync(trial.Adapter, AdapterRoutes.IdentifyMessage, $"Bearer {trial.Adapter.Secret}", length, sent: length);
        trial.Expect(status == 413, $"A body of {length} bytes, one more than requestBytes, got {(status == 0 ? "no answer" : status)} instead of 413");
    }

    private static async Task LargePasses(Trial trial)
    {
        var content = new byte[trial.Manifest.Limits.MessageBytes];
        Array.Fill(content, (byte)' ');
        var known = trial.Subject.Samples.FirstOrDefault(s => s is { Message: not null, ExpectsAProblem: false } && trial.Subject.Has(s.Operation));
        known?.Message!.CopyTo(content, 0);
        var operations = new[] { Operation.Identify, known?.Operation }.OfType<Operation>().Distinct();
        foreach (var operation in operations)
        {
            var request = known?.Operation == operation ? await trial.Subject.RequestAsync(known, content) : new JsonObject { ["content"] = Convert.ToBase64String(content) };
            var exchange = await trial.Adapter.PostAsync(operation.Route, request);
            trial.Expect(exchange.Status is 200 or 422, $"A message of {content.Length} bytes should be read, or refused for what it says", exchange);
        }
    }

    private static async Task OtherWays(Trial trial)
    {
        var example = Encoding.UTF8.GetBytes("{}");
        foreach (var operation in trial.Subject.Operations)
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch }.Concat(operation == Operation.Send ? [] : [HttpMethod.Get]))
                Check(await trial.Adapter.SendAsync(method, operation.Route), "Another method");
            Check(await trial.Adapter.SendAsync(HttpMethod.Post, operation.Route, example, "text/plain"), "Another media type");
            Check(await trial.Adapter.SendAsync(HttpMethod.Post, operation.Route, "a=1"u8.ToArray(), "application/x-www-form-urlencoded"), "Another media type");
        }
        Check(await trial.Adapter.GetAsync("v1/kit-unknown"), "An address that is not there");
        Check(await trial.Adapter.SendAsync(HttpMethod.Post, AdapterRoutes.Manifest, example), "Another method");
        void Check(Exchange exchange, string what) => trial.Expect(exchange.Status is >= 400 and < 500, $"{what} should be refused", exchange);
    }

    private static string Shown(string body) => body.Length <= 30 ? $"`{body}`" : $"`{body[..30]}...`";
}
