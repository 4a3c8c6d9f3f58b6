using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>A hostile message, and what the adapter said.</summary>
internal sealed record Attack(Operation Operation, string What, Exchange Exchange);

/// <summary>A message from outside may be anything.</summary>
internal static class Hostile
{
    private const string Marker = "Zwartsnavelkwikstaart";

    public static readonly IReadOnlyList<Requirement> All =
    [
        new("STRICT-12", "A message that is not safe or not whole is refused with 422.", "/v1/assignments/_read: 422", HostileIsRefused),
        new("STRICT-13", "Such a message is refused quickly.", "/v1/assignments/_read: 422", HostileIsRefusedQuickly),
        new("STRICT-14", "Nothing that a message names is fetched.", "info: An adapter calls nobody", NothingIsFetched),
        new("STRICT-15", "A refusal repeats nothing of a message.", "info: Errors", ContentIsNotRepeated),
        new("STRICT-16", "No problem and no fault holds an identifier of a client.", "info: Errors; schemas/Fault: detail", IdentifiersAreNotRepeated),
    ];

    private static IEnumerable<(string What, byte[] Content)> Messages(Sample? sample)
    {
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        const string doctype = "<!DOCTYPE a [<!ENTITY b \"" + Marker + "\">";
        yield return ("nothing", []);
        yield return ("one NUL", [0]);
        yield return ("NULs", new byte[10_000]);
        yield return ("no text", [0xff, 0xfe, 0xfd, 0x80, 0xc0, 0xaf]);
        yield return ("an archive", [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00]);
        yield return ("a sentence", Utf8(Marker + " zingt."));
        yield return ("an entity", Utf8(doctype + "]><a>&b;</a>"));
        yield return ("a file as an entity", Utf8("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
        yield return ("entities of entities", Utf8(doctype + string.Concat("cdefghij".Select(c => $"<!ENTITY {c} \"{string.Concat(Enumerable.Repeat($"&{(char)(c - 1)};", 10))}\">")) + "]><a>&j;</a>"));
        yield return ("one large entity many times", Utf8($"<!DOCTYPE a [<!ENTITY b \"{new string('x', 100_000)}\">]><a>{string.Concat(Enumerable.Repeat("&b;", 10_000))}</a>"));
        yield return ("deep elements", Utf8(string.Concat(Enumerable.Repeat("<a>", 200_000))));
        yield return ("deep elements that close", Utf8(string.Concat(Enumerable.Repeat("<a>", 200_000)) + Marker + string.Concat(Enumerable.Repeat("</a>", 200_000))));
        yield return ("deep lists", Utf8(new string('[', 200_000)));
        yield return ("many attributes", Utf8("<a " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"b{i}=\"\" ")) + "/>"));
        yield return ("a long line", Utf8(new string('x', 2_000_000)));
        if (sample?.Message is not { Length: > 20 } message) yield break;
        var text = Encoding.Latin1.GetString(message);
        yield return ("the first half of a message", message[..(message.Length / 2)]);
        yield return ("all but the last tenth of a message", message[..(message.Length * 9 / 10)]);
        yield return ("a message with a NUL in it", [.. message[..(message.Length / 2)], 0, .. message[(message.Length / 2)..]]);
        yield return ("a message with bytes that are no text", [.. message[..(message.Length / 2)], 0xff, 0xfe, .. message[(message.Length / 2)..]]);
        if (text.TrimStart('\u00ef', '\u00bb', '\u00bf').StartsWith('<'))
        {
            var start = text.IndexOf("?>", StringComparison.Ordinal) is > 0 and var end ? end + 2 : 0;
            yield return ("a message with a DTD", Encoding.Latin1.GetBytes(text.Insert(start, "<!DOCTYPE a [<!ENTITY b \"c\">]>")));
        }
    }

    // Every operation that reads a message, with its own sample where there is one.
    private static async Task<IReadOnlyList<Attack>> AttacksAsync(Trial trial) => trial.Subject.Attacks ??= await AttackAsync(trial);

    private static async Task<List<Attack>> AttackAsync(Trial trial)
    {
        List<Attack> attacks = [];
        foreach (var operation in trial.Subject.Operations.Where(o => o.ReadsAMessage))
        {
            var sample = trial.Subject.Samples.FirstOrDefault(s => s.Operation == operation && !s.ExpectsAProblem);
            var any = sample ?? trial.Subject.Samples.FirstOrDefault(s => operation == Operation.Identify && s is { Message: not null, ExpectsAProblem: false });
            foreach (var (what, content) in Messages(any))
            {
                var request = sample is null ? ContractSchemas.Instance.Example(operation.Request).AsObject() : await trial.Subject.RequestAsync(sample, content);
                request["content"] = Convert.ToBase64String(content);
                attacks.Add(new(operation, what, await trial.Adapter.PostAsync(operation.Route, request)));
            }
        }
        return attacks;
    }

    private static async Task HostileIsRefused(Trial trial)
    {
        foreach (var (operation, what, exchange) in await AttacksAsync(trial))
            // An identity stands on the envelope, so a message that is cut off later may still have one.
            if (!(operation == Operation.Identify && exchange.Status == 200 && what.Contains("message", StringComparison.Ordinal)))
                trial.Expect(exchange.IsProblem(422), $"{what} should be refused with 422", exchange);
    }

    private static async Task HostileIsRefusedQuickly(Trial trial)
    {
        foreach (var (_, what, exchange) in await AttacksAsync(trial))
            trial.Expect(exchange.Took < trial.Subject.Options.Patience && exchange.Status != 0, $"{what} took {exchange.Took.TotalSeconds:0.0} s", exchange);
    }

    private static async Task NothingIsFetched(Trial trial)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/kit";
        var sent = new[]
        {
            $"<!DOCTYPE a SYSTEM \"{address}\"><a/>", $"<!DOCTYPE a [<!ENTITY b SYSTEM \"{address}\">]><a>&b;</a>", $"<!DOCTYPE a [<!ENTITY % b SYSTEM \"{address}\"> %b;]><a/>",
            $"<a xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" x:noNamespaceSchemaLocation=\"{address}\"/>", $"<a><i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"{address}\"/></a>",
            $"{{\"$ref\":\"{address}\",\"url\":\"{address}\"}}", address,
        };
        foreach (var operation in trial.Subject.Operations.Where(o => o.ReadsAMessage))
            foreach (var message in sent)
            {
                var request = ContractSchemas.Instance.Example(operation.Request).AsObject();
                request["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(message));
                var exchange = await trial.Adapter.PostAsync(operation.Route, request);
                if (!listener.Pending()) continue;
                trial.Fail($"The adapter called the address that a message named [{exchange}]", exchange);
                return;
            }
    }

    private static async Task ContentIsNotRepeated(Trial trial)
    {
        foreach (var (_, what, exchange) in await AttacksAsync(trial))
            trial.Expect(!exchange.Text.Contains(Marker) && !exchange.Text.Contains("root:"), $"The refusal of {what} repeats what it held", exchange);
    }

    private static async Task IdentifiersAreNotRepeated(Trial trial)
    {
        foreach (var breach in Breach.All)
            if (trial.Manifest.ClientSchemes.Count > 0 && await Breaches.BrokenAsync(trial, breach) is { } broken) Check(broken.Claim, await trial.RenderAsync(broken.Claim), breach.Name);
        var claim = trial.Manifest.ClientSchemes.Count > 0 ? await trial.ClaimAsync() : null;
        if (claim is not null)
            foreach (var place in new[] { "/issuedOn", "/total", "/lines/0/unit", "/lines/0/period", "/clients/0/person" })
                Check(claim, await trial.Adapter.PostAsync(AdapterRoutes.RenderClaim, JsonPlaces.With(ClaimMaker.ToJson(claim), place, claim.Clients[0].Identifiers[0].Value)), $"an identifier at {place}");
        var clients = 0;
        foreach (var sample in trial.Subject.Samples.Where(s => s.Operation == Operation.Assignments && trial.Subject.Has(s.Operation)))
        {
            var known = ((await trial.Subject.AskAsync(sample)).Json?["assignments"] as JsonArray ?? []).Select(a => a?["client"]?["value"]?.ToString()).OfType<string>().Distinct().ToList();
            clients += known.Count;
            foreach (var (place, _, exchange) in await trial.Subject.ChangedAsync(sample))
                // A client's number that was changed may not come back either; it begins as the one that was there.
                trial.Expect(!known.Any(id => Said(exchange).Contains(id.Length > 6 ? id[..^1] : id)), $"{sample.Name}, changed at {place}: a fault holds the identifier of a client", exchange);
        }
        if (claim is null && clients == 0) throw new Skipped("Nothing names a client.");

        void Check(ClaimToRender sent, Exchange exchange, string what) => trial.Expect(
            !sent.Clients.SelectMany(c => c.Identifiers).Any(id => id.Value.Length > 3 && Said(exchange).Contains(id.Value)), $"The refusal of {what} holds the identifier of a client", exchange);
    }

    private static string Said(Exchange exchange) => exchange.Status == 200 ? exchange.Faults.ToJsonString() : exchange.Text;
}
