using System.Collections.Concurrent;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Billing.Tests;

/// <summary>
/// An adapter whose payers write JSON: a message names the answer that reading it gives. It can be away, refuse, and be counted.
/// </summary>
public sealed class FakeAdapter
{
    private int reference;

    public bool Away { get; set; }
    public bool Hangs { get; set; }
    public int AskedInVain { get; private set; }
    public IReadOnlyList<Fault> Refuses { get; set; } = [];
    public string ContractVersion { get; set; } = "1.0.0";

    /// <summary>It carries messages itself.</summary>
    public bool Carries { get; set; }

    /// <summary>How often the next sendings fail, before or after it took the message.</summary>
    public (int Before, int After) SendingFails { get; set; }
    public ConcurrentQueue<(string Key, byte[] Content)> Taken { get; } = new();
    public ConcurrentDictionary<string, IncomingMessage> Incoming { get; } = new();
    public ConcurrentQueue<string> Acknowledged { get; } = new();
    public IReadOnlyList<Fault> RefusesToCarry { get; set; } = [];
    public bool ForgetsNothing { get; set; }
    public IReadOnlyList<string> ClientSchemes { get; set; } = ["bsn"];
    public Facts? Facts { get; set; }

    /// <summary>How often it said what it is.</summary>
    public int Introduced { get; private set; }
    public ConcurrentQueue<ClaimToRender> Rendered { get; } = new();
    public ConcurrentQueue<string?> Traces { get; } = new();

    private sealed record PayerMessage(MessageIdentity Envelope, IReadOnlyList<Assignment>? Assignments = null, IReadOnlyList<Fault>? Faults = null, Dictionary<string, long>? Granted = null);

    public byte[] Assignment(string payer, string bsn, string[] numbers, DateTime? decidedAt = null, AssignmentChange change = AssignmentChange.New, string? payerReference = null, string until = "2027-03-31", params IReadOnlyList<Fault> faults) =>
        Write(new(Envelope(MessageKind.Assignment, "WMO301", payer, payerReference),
            faults.Count > 0 ? [] : [.. numbers.Select((number, index) => new Assignment(
                number, new("bsn", bsn), Party(payer), new("02", index == 0 ? "02A03" : "02A05"), decidedAt ?? new(2026, 9, 20, 10, 15, 0), new(2026, 10, 1), change,
                DateOnly.Parse(until), 600, Unit.Minute, Frequency.Week))], faults));

    /// <summary>Grants the lines named with their amounts and rejects the others.</summary>
    public byte[] Answer(string payer, string claimNumber, Dictionary<string, long> granted, string? payerReference = null, params IReadOnlyList<Fault> faults) =>
        Write(new(Envelope(MessageKind.Answer, "WMO325", payer, payerReference) with { ClaimNumber = claimNumber }, null, faults, granted));

    public byte[] Other(string payer, string recipient = "nl-agb:99990001") => Write(new(Envelope(MessageKind.Other, "WMO319", payer, null) with { Recipient = Party(recipient) }));

    public async Task HandleAsync(HttpContext http)
    {
        if (Away || http.Request.Headers.Authorization != "Bearer secret of the adapter")
        {
            AskedInVain++;
            http.Response.StatusCode = Away ? 503 : 401;
            return;
        }
        while (Hangs) await Task.Delay(25, http.RequestAborted);
        Traces.Enqueue(http.Request.Headers.TraceParent);
        object? answer = http.Request.Path.Value!.TrimStart('/') switch
        {
            AdapterRoutes.Messages when HttpMethods.IsGet(http.Request.Method) => Page(http.Request.Query["after"]),
            AdapterRoutes.Messages => Take(http.Request.Headers["Idempotency-Key"]!, await BodyAsync<OutgoingMessage>(http)),
            var path when path.EndsWith("/_acknowledge", StringComparison.Ordinal) => Acknowledge(path.Split('/')[2]),
            AdapterRoutes.Manifest => Manifest(),
            AdapterRoutes.IdentifyMessage => Read((await BodyAsync<MessageToIdentify>(http)).Content)?.Envelope,
            AdapterRoutes.ReadAssignments => ReadAssignments(await BodyAsync<AssignmentsToRead>(http)),
            AdapterRoutes.RenderClaim => Render(await BodyAsync<ClaimToRender>(http)),
            AdapterRoutes.ReadAnswer => ReadAnswer(await BodyAsync<AnswerToRead>(http)),
            _ => null,
        };
        if (answer is Away503)
        {
            http.Response.StatusCode = 503;
            return;
        }
        if (answer is null) http.Response.StatusCode = 422;
        await http.Response.WriteAsJsonAsync(
            answer ?? new Problem("urn:buurtzorg:problem:refused", "Refused", 422, Faults: Refuses.Count > 0 ? Refuses : RefusesToCarry.Count > 0 ? RefusesToCarry : [new Fault("not-readable", "This is no message of these payers.")]), ContractJson.Options);
    }

    public string Receive(string payer, byte[] content)
    {
        var id = $"in-{Interlocked.Increment(ref reference):000000}";
        Incoming[id] = new(id, Party(payer), Document.Of($"{id}.xml", "application/xml", content));
        return id;
    }

    private sealed record Away503;

    // Two at a time, so that there are pages.
    private IncomingMessages Page(string? after)
    {
        var items = Incoming.Values.Where(message => string.CompareOrdinal(message.Id, after) > 0).OrderBy(message => message.Id, StringComparer.Ordinal).Take(2).ToList();
        return new(items, items.Count == 2 ? items[1].Id : null);
    }

    private object? Take(string key, OutgoingMessage message)
    {
        if (RefusesToCarry.Count > 0) return null;
        var (before, after) = SendingFails;
        if (before > 0) return Failed((before - 1, after));
        Taken.Enqueue((key, message.Document.Content));
        return after > 0 ? Failed((before, after - 1)) : new MessageTaken(message.Id);

        Away503 Failed((int, int) left)
        {
            SendingFails = left;
            return new();
        }
    }

    private object Acknowledge(string id)
    {
        Acknowledged.Enqueue(id);
        if (!ForgetsNothing) Incoming.TryRemove(id, out _);
        return new { };
    }

    private static AssignmentsRead ReadAssignments(AssignmentsToRead request)
    {
        var message = Read(request.Content)!;
        var content = JsonSerializer.SerializeToUtf8Bytes(new { returns = message.Envelope.Reference, request.ReturnReference, request.ReceivedOn });
        if (request.Objections is { Count: > 0 } objections)
            message = message with { Assignments = [], Faults = [.. objections.Select(objection => new Fault($"objection-{objection.Code}", "Billing objects.", PayerCode: objection.AssignmentNumber))] };
        return new(message.Envelope, message.Assignments!, message.Faults ?? [], Document.Of($"WMO302-{request.ReturnReference}.xml", "application/xml", content));
    }

    private ClaimRendered? Render(ClaimToRender claim)
    {
        Rendered.Enqueue(claim);
        if (Refuses.Count > 0) return null;
        return new([Document.Of($"WMO323-{claim.Number}.xml", "application/xml", JsonSerializer.SerializeToUtf8Bytes(claim, ContractJson.Options))],
            [.. claim.Lines.Select(line => new RenderedLine(line.LineId, "answer-" + line.Reference))]);
    }

    private static AnswerRead ReadAnswer(AnswerToRead request)
    {
        var message = Read(request.Content)!;
        AnswerCode rejected = new("9308", "The care lies after the end of the assignment.", "Ask the payer for the present assignment, and claim the care under that one.", true);
        var lines = request.Claim.Lines.Select(line => message.Faults is { Count: > 0 } ? new AnsweredLine(line.LineId, LineOutcome.Unchanged, 0, [])
            : message.Granted!.TryGetValue(line.AnswerReference, out var amount) ? new AnsweredLine(line.LineId, LineOutcome.Granted, amount, [])
            : new AnsweredLine(line.LineId, LineOutcome.Rejected, 0, [rejected])).ToList();
        return new(message.Envelope, ClaimOutcome.PartlyGranted, lines.Sum(line => line.Amount), [], lines, message.Faults ?? []);
    }

    private Manifest Manifest()
    {
        Introduced++;
        return new(
            "nl-wmo", "0.1.0", ContractVersion, [new("nl-wmo", ".*", "")], [new("nl-agb", ".*", "")], [.. ClientSchemes.Select(scheme => new IdentifierScheme(scheme, ".*", ""))], new(true, false, true, true, Carries), new(3, 10), ["EUR"], [Unit.Minute],
            new(new(12, ".*"), new(20, ".*"), new(12, ".*")), new(26214400, 36700160, 26214400), Facts);
    }

    private MessageIdentity Envelope(MessageKind kind, string type, string payer, string? payerReference) =>
        new(kind, type, payerReference ?? $"M{Interlocked.Increment(ref reference)}", Party(payer), new("nl-agb", "99990001"), new DateOnly(2026, 9, 20));

    private static Identifier Party(string text) => new(text.Split(':')[0], text.Split(':')[1]);

    private static byte[] Write(PayerMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Options);

    private static PayerMessage? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<PayerMessage>(content, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<T> BodyAsync<T>(HttpContext http) => (await JsonSerializer.DeserializeAsync<T>(http.Request.Body, ContractJson.Options))!;
}
