using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>The honest adapter with one thing wrong.</summary>
/// <param name="Requirement">That must find it.</param>
/// <param name="Also">Others that may find it too.</param>
/// <param name="Forgets">It keeps nothing over a restart.</param>
internal sealed record Broken(
    string Requirement, string What, Func<Handler, PebbleServer, Handler>? Around, string[]? Also = null,
    bool ReadsBodyFirst = false, bool TakesAnySize = false, bool Forgets = false, Action<string>? Samples = null)
{
    public static readonly IReadOnlyList<Broken> All =
    [
        Manifest("MANIFEST-01", "says a contract version that is none", m => m["contractVersion"] = "one"),
        new("MANIFEST-02", "shows another manifest each time", Counting((n, call, reply) => call.Path == AdapterRoutes.Manifest && reply.Status == 200 ? reply.Change(m => m["version"] = $"1.0.{n}") : reply), ["PURE-03"]),
        Manifest("MANIFEST-03", "has a pattern that is no regular expression", m => m["senderSchemes"]![0]!["pattern"] = "^s[0-9"),
        Passes("MANIFEST-04", "number", c => c["number"] = "1"),
        Passes("MANIFEST-05", "currency", c => c["currency"] = "EUR"),
        Passes("MANIFEST-06", "client-identifiers", c => c["clients"]![0]!["identifiers"] = JsonNode.Parse("""[{"scheme":"pebble-client","value":"c000001"}]""")),
        Instead("MANIFEST-07", "has no operation for answers to requests", call => call.Path == AdapterRoutes.ReadRequestAnswer && call.Body.AsSpan().SequenceEqual("{}"u8), _ => Reply.Problem(404, "There is nothing here.")),
        Manifest("MANIFEST-08", "says 1.0.0 and things of 1.1", m => m["contractVersion"] = "1.0.0"),

        Replies("HONEST-01", "refuses long claims", Operation.Claims, (call, reply) => IsClaim(call) && call.Json["lines"]!.AsArray().Count > 5 ? Reply.Refusal([new("too-long", "That is too much.", Place: "lines")]) : reply),
        Passes("HONEST-02", "total", Tally),
        Claims("HONEST-03", "gives the hash of other bytes", (_, reply) => reply["documents"]![0]!["sha256"] = new string('0', 64)),
        Claims("HONEST-04", "names a document after a client", (c, reply) => reply["documents"]![0]!["name"] = $"{c["clients"]![0]!["identifiers"]![0]!["value"]}.json"),
        Claims("HONEST-05", "turns the lines around", (_, reply) => Reverse(reply["lines"]!.AsArray())),
        Passes("HONEST-06", "amount", c => { foreach (var l in c["lines"]!.AsArray().Where(l => l!["rate"] is not null)) l!["amount"] = l["rate"]!["amount"]!.GetValue<long>() * l["volume"]!.GetValue<long>(); Tally(c); }),
        Passes("HONEST-07", "reference-twice", c => { foreach (var (l, i) in c["lines"]!.AsArray().Select((l, i) => (l, i))) l!["reference"] = $"REF-{i:0000}"; }),
        Passes("HONEST-08", "client-without-lines", c => c["clients"]!.AsArray().RemoveAll(client => c["lines"]!.AsArray().All(l => l!["clientKey"]!.ToString() != client!["key"]!.ToString()))),
        Passes("HONEST-09", "credit-of-nothing", c => { foreach (var l in c["lines"]!.AsArray().Where(l => l!["side"]!.ToString() == "credit")) l!["creditedReference"] ??= "REF-9999"; }),
        Passes("HONEST-10", "period", c => { foreach (var l in c["lines"]!.AsArray()) l!["period"] = c["period"]!.DeepClone(); }),
        Documents("HONEST-11", "writes the id of a line into a document", (c, document) => document["debug"] = c["lines"]![0]!["lineId"]!.ToString()),
        Replies("HONEST-12", "grants a cent too much", AdapterRoutes.ReadAnswer, (_, r) => { if (r["message"]!["reference"]!.ToString() != "ANS1" && r["faults"]!.AsArray().Count == 0) r["granted"] = r["granted"]!.GetValue<long>() + 1; }),
        Replies("HONEST-13", "says nothing of an answer to another claim", AdapterRoutes.ReadAnswer, (call, r) => { if (call.Json["claim"]!["number"]!.ToString() != "OCT1") r["faults"] = new JsonArray(); }),
        Replies("HONEST-14", "takes over a part of what it refuses", AdapterRoutes.ReadAssignments, (call, r) => { if (r["faults"]!.AsArray().Count > 0 && call.Json["objections"] is null) r["assignments"] = new JsonArray(ContractSchemas.Instance.Example(nameof(Assignment)) is var a && Dated(a) ? a : null); }),
        new("HONEST-15", "does not listen to objections", (next, _) => async call =>
            await next(call) is { Status: 200 } && call.Is(Operation.Assignments) && call.Json["objections"] is JsonArray ? await next(call.With(Without(call.Json, "objections"))) : await next(call)),
        Waves("HONEST-16", Operation.Notices, "last-day", "reason"),
        Waves("HONEST-17", Operation.Requests, "volume", "reason"),
        Replies("HONEST-18", "calls a return accepted that has remarks", AdapterRoutes.ReadReturn, (_, r) => { if (r["message"]!["reference"]!.ToString() is not "BACK2" && r["outcome"]!.ToString() == "rejected") r["outcome"] = "accepted"; }),

        Refusals("COMPLETE-01", "gives a refusal as plain JSON", Operation.Claims, (_, reply) => reply with { MediaType = "application/json" }),
        Refusals("COMPLETE-02", "says the first fault only", Operation.Claims, (_, reply) => reply.Change(r => { var faults = r["faults"]!.AsArray(); if (faults.Count > 2) while (faults.Count > 1) faults.RemoveAt(1); })),
        Refusals("COMPLETE-03", "does not say which line", Operation.Claims, (_, reply) => reply.Change(r => { foreach (var f in r["faults"]!.AsArray()) { f!.AsObject().Remove("lineId"); f["place"] = "lines"; } })),
        Replies("COMPLETE-04", "says the first fault of a message only", AdapterRoutes.ReadAssignments, (_, r) => { var faults = r["faults"]!.AsArray(); while (faults.Count > 1) faults.RemoveAt(1); }),

        Malformed("STRICT-01", "takes a list for a rule that is broken", body => body.StartsWith('[')),
        Malformed("STRICT-02", "takes a text for a number", body => body.Contains("\"total\":\"1\"")),
        Malformed("STRICT-03", "does without lines", body => body.Contains("\"clients\"") && !body.Contains("\"lines\"")),
        Malformed("STRICT-04", "reads over what it does not know", body => body.Contains("kitUnknown")),
        Malformed("STRICT-05", "knows the thirtieth of February", body => body.Contains("2026-02-30")),
        new("STRICT-06", "takes anything for a currency", (next, _) => call => next(call.Is(Operation.Claims) && Parsed(call) is { } c && c["currency"]?.ToString() == "~" ? call.With(With(c, "currency", "EUR")) : call)),
        new("STRICT-07", "takes the secret in another scheme", (next, _) => call => next(call.Authorization?.StartsWith("Basic", StringComparison.Ordinal) == true ? call with { Authorization = $"Bearer {PebbleAdapter.Secret}" } : call)),
        new("STRICT-08", "reads the body of anybody", null, ReadsBodyFirst: true),
        new("STRICT-09", "takes a body of any size", null, TakesAnySize: true),
        Instead("STRICT-10", "finds 20 MB large enough", call => call.Body.Length > 28_000_000, _ => Reply.Problem(413, "That is too large.")),
        Instead("STRICT-11", "takes PUT as well", call => call.Method == "PUT", _ => new(200, [])),
        Instead("STRICT-12", "fails on nothing", call => call.Is(Operation.Identify) && Parsed(call)?["content"]?.ToString() == "AA==", _ => Reply.Problem(500, "It went wrong.")),
        new("STRICT-13", "takes its time", (next, _) => async call =>
        {
            if (call.Is(Operation.Identify) && Parsed(call)?["content"]?.ToString() == "AA==") await Task.Delay(TimeSpan.FromSeconds(ConformanceTests.LittlePatience + 1));
            return await next(call);
        }),
        new("STRICT-14", "fetches what a message names", (next, _) => async call =>
        {
            if (call.Is(Operation.Identify) && Content(call) is { } text && text.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var at)
                using (var connection = new TcpClient())
                    await connection.ConnectAsync("127.0.0.1", int.Parse(text[(at + 17)..text.IndexOf("/kit", StringComparison.Ordinal)], CultureInfo.InvariantCulture));
            return await next(call);
        }),
        Refusals("STRICT-15", "repeats the message", Operation.Identify, (call, reply) => reply.Change(r => r["detail"] = Content(call) is { Length: < 10_000 } text ? $"It said {text}" : "It said much.")),
        Refusals("STRICT-16", "names the client", Operation.Claims, (call, reply) => reply.Change(r => r["detail"] = $"It is about {call.Json["clients"]!.ToJsonString()}")),

        Replies("ROUND-01", "gives another media type", AdapterRoutes.RenderClaim, (call, r) => { if (IsSample(call)) r["documents"]![0]!["mediaType"] = "text/plain"; }),
        new("ROUND-02", "has no sample of a notice", null, Samples: folder => Directory.Delete(Path.Combine(folder, "notices"), true)),
        Replies("ROUND-03", "does not know a return", AdapterRoutes.IdentifyMessage, (_, r) => { if (r["kind"]!.ToString() == "return") r["kind"] = "other"; }),
        Replies("ROUND-04", "reads over the product", AdapterRoutes.ReadAssignments, (_, r) => { if (r["assignments"]!.AsArray() is [{ } first, ..]) first["product"]!["code"] = "X1"; }),
        new("ROUND-05", "reads over the category", (next, _) => call =>
        {
            if (!call.Is(Operation.Claims) || !IsSample(call) || Parsed(call) is not { } claim) return next(call);
            foreach (var line in claim["lines"]!.AsArray()) line!["product"]!["category"] = "01";
            return next(call.With(claim));
        }),

        new("PURE-01", "numbers its documents", Counting((n, call, reply) => IsRendered(call, reply) ? reply.Change(r => r["documents"]![0]!["name"] = $"{n}.json") : reply), ["PURE-02", "PURE-03", "PURE-04"]),
        new("PURE-02", "mixes up what it is asked at once", (next, _) =>
        {
            var inside = 0;
            return async call =>
            {
                if (!call.Is(Operation.Claims)) return await next(call);
                var alone = Interlocked.Increment(ref inside) == 1;
                if (!alone) await Task.Yield();
                var reply = await next(call);
                await Task.Delay(2);
                Interlocked.Decrement(ref inside);
                return alone || !IsRendered(call, reply) ? reply : reply.Change(r => r["documents"]![0]!["name"] = "mixed.json");
            };
        }),
        new("PURE-03", "names documents otherwise after a restart", (next, server) => async call => await next(call) is var reply && server.Restarts > 0 && IsRendered(call, reply) ? reply.Change(r => r["documents"]![0]!["name"] = "again.json") : reply),
        Documents("PURE-04", "dates a document", (_, document) => document["printedOn"] = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Documents("PURE-05", "sorts lines its own way", (_, document) => { foreach (var client in document["clients"]!.AsArray()) Reverse(client!["lines"]!.AsArray()); }),

        Taking("TRANSPORT-01", "calls the message otherwise", (_, again, reply) => again ? reply : reply.Change(r => r["id"] = "other")),
        Taking("TRANSPORT-02", "does not want a message twice", (_, again, reply) => again && reply.Status == 200 ? Reply.Refusal([new("twice", "It was here before.")]) : reply),
        new("TRANSPORT-03", "takes other bytes under the same key", (next, _) => async call => await next(call) is { Status: 422 } reply && call.Is(Operation.Send) && reply.Json["faults"]![0]!["code"]!.ToString() == "other-bytes" ? Reply.Of(new MessageTaken(call.Key!)) : await next(call), ["TRANSPORT-10"]),
        new("TRANSPORT-04", "does without the key", (next, _) => call => next(call.Is(Operation.Send) && call.Key is null ? call with { Key = Parsed(call)?["id"]?.ToString() } : call)),
        Taking("TRANSPORT-05", "does not look at the hash", (call, _, reply) => reply.Status == 422 && reply.Json["faults"]![0]!["code"]!.ToString() == "hash" ? Reply.Of(new MessageTaken(call.Key!)) : reply),
        new("TRANSPORT-06", "takes any limit", (next, _) => call => next(call is { Method: "GET", Path: AdapterRoutes.Messages } && call.Query.GetValueOrDefault("limit") is "0" or "101" ? call with { Query = new Dictionary<string, string>() } : call)),
        Listing("TRANSPORT-07", "gives the hash of other bytes", (_, items) => { foreach (var item in items) item!["document"]!["sha256"] = new string('0', 64); }),
        Listing("TRANSPORT-08", "shows a message once", (seen, items) => { foreach (var item in items.ToList()) if (!seen.Add(item!["id"]!.ToString())) items.Remove(item); }, "TRANSPORT-06", "TRANSPORT-09", "TRANSPORT-10"),
        Instead("TRANSPORT-09", "does not acknowledge what is not there", call => call.Path.Contains("kit-unknown/_ack", StringComparison.Ordinal), _ => Reply.Problem(404, "There is nothing here.")),
        new("TRANSPORT-10", "forgets what it took over", null, Forgets: true),
    ];

    /// <summary>What is large or slow to check, and has nothing to do with what is broken here.</summary>
    public IEnumerable<string> Unrelated => new[] { "STRICT-08", "STRICT-09", "STRICT-10" }.Where(id => id != Requirement && !ReadsBodyFirst && !TakesAnySize);

    public override string ToString() => $"{Requirement} {What}";

    private static Broken Manifest(string id, string what, Action<JsonNode> change) => Replies(id, what, AdapterRoutes.Manifest, (_, reply) => change(reply));

    private static Broken Instead(string id, string what, Func<Call, bool> when, Func<Call, Reply> reply) => new(id, what, (next, _) => call => when(call) ? Task.FromResult(reply(call)) : next(call));

    private static Broken Replies(string id, string what, string path, Action<Call, JsonNode> change) => new(id, what, (next, _) => async call =>
        await next(call) is { Status: 200 } reply && call.Path == path ? reply.Change(r => change(call, r)) : await next(call));

    private static Broken Replies(string id, string what, Operation operation, Func<Call, Reply, Reply> change) => new(id, what, (next, _) => async call =>
        await next(call) is { Status: 200 } reply && call.Is(operation) ? change(call, reply) : await next(call));

    private static Broken Refusals(string id, string what, Operation operation, Func<Call, Reply, Reply> change) => new(id, what, (next, _) => async call =>
        await next(call) is { Status: 422 } reply && call.Is(operation) ? change(call, reply) : await next(call));

    private static Broken Malformed(string id, string what, Func<string, bool> when) => new(id, what, (next, _) => async call =>
        await next(call) is { Status: 400 } reply && when(Encoding.UTF8.GetString(call.Body)) ? Reply.Refusal([new("rule", "A rule is broken.", Place: "/")]) : await next(call));

    private static Broken Claims(string id, string what, Action<JsonNode, JsonNode> change) => Replies(id, what, AdapterRoutes.RenderClaim, (call, r) => { if (!IsSample(call)) change(call.Json, r); });

    private static Broken Documents(string id, string what, Action<JsonNode, JsonNode> change) => Claims(id, what, (claim, reply) =>
    {
        var document = JsonNode.Parse(Convert.FromBase64String(reply["documents"]![0]!["content"]!.ToString()))!;
        change(claim, document);
        reply["documents"]![0] = Making.ClaimMaker.ToJson(Document.Of("pebble.json", "application/json", Encoding.UTF8.GetBytes(document.ToJsonString())));
    });

    /// <summary>A claim that breaks this one rule is rendered as if it did not.</summary>
    private static Broken Passes(string id, string code, Action<JsonNode> mend) => new(id, $"does not mind {code}", (next, _) => async call =>
    {
        var reply = await next(call);
        if (!call.Is(Operation.Claims) || reply.Status != 422 || IsSample(call) || reply.Json["faults"]!.AsArray().Any(f => f!["code"]!.ToString() != code)) return reply;
        var claim = call.Json;
        mend(claim);
        return await next(call.With(claim));
    });

    private static Broken Waves(string id, Operation operation, params string[] codes) => Refusals(id, $"does not mind {codes[0]}", operation, (_, reply) =>
        reply.Json["faults"]!.AsArray().All(f => codes.Contains(f!["code"]!.ToString())) ? Reply.Of(new DocumentsRendered([Document.Of("any.json", "application/json", "{}"u8.ToArray())])) : reply);

    private static Func<Handler, PebbleServer, Handler> Counting(Func<int, Call, Reply, Reply> change) => (next, _) =>
    {
        var n = 0;
        return async call => change(Interlocked.Increment(ref n), call, await next(call));
    };

    private static Broken Taking(string id, string what, Func<Call, bool, Reply, Reply> change) => new(id, what, (next, _) =>
    {
        var seen = new HashSet<string>();
        return async call => await next(call) is var reply && call.Is(Operation.Send) && call.Key is { } key && reply.Status != 400 ? change(call, !seen.Add(key), reply) : reply;
    });

    private static Broken Listing(string id, string what, Action<HashSet<string>, JsonArray> change, params string[] also) => new(id, what, (next, _) =>
    {
        var seen = new HashSet<string>();
        return async call => await next(call) is { Status: 200 } reply && call is { Method: "GET", Path: AdapterRoutes.Messages } ? reply.Change(r => change(seen, r["items"]!.AsArray())) : await next(call);
    }, also);

    private static bool IsClaim(Call call) => call.Is(Operation.Claims) && Parsed(call)?["lines"] is JsonArray && !IsSample(call);

    private static bool IsSample(Call call) => Parsed(call)?["number"]?.ToString().StartsWith("OCT", StringComparison.Ordinal) == true;

    private static bool IsRendered(Call call, Reply reply) => call.Is(Operation.Claims) && reply.Status == 200 && !IsSample(call);

    private static JsonObject? Parsed(Call call)
    {
        try { return JsonNode.Parse(call.Body) as JsonObject; }
        catch (System.Text.Json.JsonException) { return null; }
    }

    private static string? Content(Call call)
    {
        var text = Parsed(call)?["content"] is JsonValue v ? v.ToString() : "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.Latin1.GetString(bytes, 0, length) : null;
    }

    private static void Tally(JsonNode c) => c["total"] = c["lines"]!.AsArray().Sum(l => l!["side"]!.ToString() == "debit" ? l["amount"]!.GetValue<long>() : -l["amount"]!.GetValue<long>());

    private static JsonNode Without(JsonNode node, string member) => Making.JsonPlaces.Without(node, $"/{member}");

    private static JsonNode With(JsonNode node, string member, JsonNode value) => Making.JsonPlaces.With(node, $"/{member}", value);

    private static bool Dated(JsonNode assignment) => (assignment["decidedAt"] = "2026-09-28T14:05:00") is not null;

    private static void Reverse(JsonArray items)
    {
        var reversed = items.Reverse().ToList();
        items.Clear();
        foreach (var item in reversed) items.Add(item);
    }
}
