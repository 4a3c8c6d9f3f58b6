using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>What an adapter that carries messages keeps over a restart.</summary>
internal sealed class PebbleStore
{
    public Dictionary<string, string> Taken { get; } = [];
    public List<IncomingMessage> Incoming { get; } = [];
    public HashSet<string> Known { get; } = [];
}

/// <summary>An adapter that does all that the contract asks, for payers of an invented world.</summary>
internal sealed class PebbleAdapter(PebbleStore store)
{
    public const string Secret = "a secret of pebbles";
    public const string PayerScheme = "pebble-payer", SenderScheme = "pebble-sender", ClientScheme = "pebble-client";
    private const string Sent = "The request is not what the contract says.";

    public static readonly Manifest Manifest = new(
        "pebble", "1.0.0", ContractSchemas.Instance.Version,
        [new(PayerScheme, "^p[0-9]{3}$", "A payer.")], [new(SenderScheme, "^s[0-9]{3}$", "A sender.")], [new(ClientScheme, "^c[0-9]{6}$", "A client.")],
        new(true, true, true, true, true, true, true), new(3, 10), ["EUR"], [Unit.Hour, Unit.Visit, Unit.MinorCurrencyUnit],
        new(new(10, "^[A-Z0-9]+$"), new(12, "^[A-Z0-9-]{8,12}$"), new(10, "^[A-Z0-9]+$")), new(26_214_400, 36_000_000, 1_000_000), new([Fact.FamilyName], [], []));

    public static bool Fits(NumberForm form, string number) => number.Length <= form.MaxLength && Regex.IsMatch(number, form.Pattern);

    public static bool Knows(Identifier identifier, IEnumerable<IdentifierScheme> schemes) => schemes.Any(s => s.Scheme == identifier.Scheme && Regex.IsMatch(identifier.Value, s.Pattern));

    public Task<Reply> HandleAsync(Call call) => Task.FromResult(Handle(call));

    private Reply Handle(Call call)
    {
        if (call.Authorization != $"Bearer {Secret}") return Reply.Problem(401, "Send the secret.");
        if (call is { Method: "GET", Path: AdapterRoutes.Manifest }) return Reply.Of(Manifest);
        if (call is { Method: "GET", Path: AdapterRoutes.Messages }) return List(call);
        if (call.Method == "POST" && Regex.Match(call.Path, "^v1/messages/([^/]+)/_acknowledge$") is { Success: true } match) return Acknowledge(match.Groups[1].Value);
        if (Operation.All.FirstOrDefault(o => o.Route == call.Path) is not { } operation) return Reply.Problem(404, "There is nothing here.");
        if (call.Method != "POST") return Reply.Problem(405, "Use POST.");
        if (call.MediaType != "application/json") return Reply.Problem(415, "Send JSON.");
        if (!IsAsTheContractSays(operation, call.Body)) return Reply.Problem(400, Sent);
        return operation switch
        {
            _ when operation == Operation.Identify => PebbleReading.Identify(As<MessageToIdentify>(call)),
            _ when operation == Operation.Assignments => PebbleReading.Read(As<AssignmentsToRead>(call)),
            _ when operation == Operation.Claims => PebbleClaims.Render(As<ClaimToRender>(call)),
            _ when operation == Operation.Answers => PebbleReading.Read(As<AnswerToRead>(call)),
            _ when operation == Operation.Notices => PebbleClaims.Render(As<NoticeToRender>(call)),
            _ when operation == Operation.Requests => PebbleClaims.Render(As<RequestToRender>(call)),
            _ when operation == Operation.Returns => PebbleReading.Read(As<ReturnToRead>(call)),
            _ when operation == Operation.RequestAnswers => PebbleReading.Read(As<RequestAnswerToRead>(call)),
            _ => Take(call, As<OutgoingMessage>(call)),
        };
    }

    private static T As<T>(Call call) => JsonSerializer.Deserialize<T>(call.Body, ContractJson.Options)!;

    private static bool IsAsTheContractSays(Operation operation, byte[] body)
    {
        try
        {
            var json = JsonNode.Parse(body);
            return ContractSchemas.Instance.Check(operation.Request, json).Count == 0
                && JsonPlaces.All(json).Prepend((Place: "", Value: json)).Where(p => p.Value is JsonObject).All(p => ((JsonObject)p.Value!)
                    .All(m => ContractSchemas.Members(ContractSchemas.Instance.At(operation.Request, p.Place)!).Any(known => known.Name == m.Key)));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
    }

    private Reply Take(Call call, OutgoingMessage message)
    {
        if (call.Key is null) return Reply.Problem(400, "Send the key.");
        if (call.Key != message.Id) return Reply.Refusal([new("key", "The key is not the id.", Place: "id")]);
        if (Document.Of("", "", message.Document.Content).Sha256 != message.Document.Sha256) return Reply.Refusal([new("hash", "The hash is of other bytes.", Place: "document")]);
        lock (store)
        {
            if (store.Taken.TryGetValue(message.Id, out var hash) && hash != message.Document.Sha256) return Reply.Refusal([new("other-bytes", "This key is of another message.", Place: "id")]);
            // These payers say at once that they have it.
            if (store.Taken.TryAdd(message.Id, message.Document.Sha256))
                store.Incoming.Add(new($"in-{store.Incoming.Count + 1}", message.Payer, Document.Of("receipt.json", "application/json", message.Document.Content)));
        }
        return Reply.Of(new MessageTaken(message.Id));
    }

    private Reply List(Call call)
    {
        if (!int.TryParse(call.Query.GetValueOrDefault("limit", "20"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit is < 1 or > 100) return Reply.Problem(400, Sent);
        lock (store)
        {
            var after = call.Query.GetValueOrDefault("after") is { } id ? store.Incoming.FindIndex(m => m.Id == id) + 1 : 0;
            var left = store.Incoming.Skip(after).Where(m => !store.Known.Contains(m.Id)).ToList();
            return Reply.Of(new IncomingMessages([.. left.Take(limit)], left.Count > limit ? left[limit - 1].Id : null));
        }
    }

    private Reply Acknowledge(string id)
    {
        lock (store) store.Known.Add(id);
        return new(204, []);
    }
}
