using System.Collections.Concurrent;
using System.Text.Json;
using Buurtzorg.Billing.Features;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.Billing.Tests;

/// <summary>Billing whose payers expect notices and take requests.</summary>
public sealed class NoticesFixture : BillingFixture
{
    public NoticesFixture()
    {
        Payers = new NoticingAdapter(Adapter);
        Stub("nl-wmo").Handle = Payers.HandleAsync;
    }

    public NoticingAdapter Payers { get; }

    public Task SweepAsync() => Services.GetRequiredService<NoticeSweep>().SweepAsync(CancellationToken.None);

    public ClientAdmitted Admitted(Guid client, string bsn, Guid? team = null) => new(CareRecords.Know(bsn, client), 1, team ?? Guid.Empty, FakeCareRecords.Pseudonym(bsn), new(2026, 10, 1));

    public static CareEnded Ended(Guid client, long version, string endedOn, string reason = "completed", int episode = 1, string admittedOn = "2026-10-01") =>
        new(client, version, Guid.Empty, episode, DateOnly.Parse(admittedOn), DateOnly.Parse(endedOn), reason);

    public static CareResumed Resumed(Guid client, long version, int episode, string admittedOn) => new(client, version, Guid.Empty, episode, DateOnly.Parse(admittedOn));

    public async Task<JsonElement[]> NoticesAsync(Guid client) => [.. (await GetAsync($"v1/notices?clientId={client}")).GetProperty("items").EnumerateArray().OrderBy(notice => notice.GetProperty("reference").GetString(), StringComparer.Ordinal)];

    /// <summary>Waits until these are the notices about a client, each as it reads: <c>new start 2026-10-01 rendered</c>.</summary>
    public async Task ToldAsync(Guid client, params string[] expected)
    {
        string[] told = [];
        try
        {
            await Eventually.TrueAsync(async () => (told = [.. (await NoticesAsync(client)).Select(Say)]).SequenceEqual(expected), string.Join(", ", expected));
        }
        catch (TimeoutException)
        {
            Assert.Equal(expected, told);
        }
    }

    public static string Say(JsonElement notice) => string.Join(' ', new[] { "change", "kind", "stoppedOn", "reason", "startedOn", "state" }
        .Where(name => name != "startedOn" || notice.GetProperty("stoppedOn").ValueKind is JsonValueKind.Null).Select(name => notice.GetProperty(name).GetString()).OfType<string>());
}

/// <summary>The adapter of the other tests, for payers who expect notices and take requests.</summary>
public sealed class NoticingAdapter(FakeAdapter assignments)
{
    private int reference;

    private sealed record Back(MessageIdentity Own, ReturnOutcome? Return = null, RequestOutcome? Answer = null, IReadOnlyList<Fault>? Faults = null);

    public IReadOnlyList<Fault> Refuses { get; set; } = [];
    public ConcurrentQueue<NoticeToRender> Notices { get; } = new();
    public ConcurrentQueue<RequestToRender> Requests { get; } = new();
    public ConcurrentQueue<ReturnToRead> Returns { get; } = new();

    public byte[] Return(string payer, string ourReference, ReturnOutcome outcome, params IReadOnlyList<Fault> faults) =>
        Write(new(Envelope(MessageKind.Return, "WMO306", payer, ourReference), outcome, null, faults));

    public byte[] Answer(string payer, string requestReference, RequestOutcome outcome) => Write(new(Envelope(MessageKind.RequestAnswer, "WMO319", payer, requestReference), null, outcome));

    public async Task HandleAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        object? answer = assignments.Away || assignments.Hangs ? null : http.Request.Path.Value!.TrimStart('/') switch
        {
            AdapterRoutes.Manifest => new Manifest(
                "nl-wmo", "0.1.0", "1.1.0", [new("nl-wmo", ".*", "")], [new("nl-agb", ".*", "")], [new("bsn", ".*", "")], new(true, true, true, true, false, Requests: true), new(3, 10), ["EUR"], [Unit.Minute],
                new(new(12, ".*"), new(20, ".*"), new(12, ".*")), new(26214400, 36700160, 26214400), new([], [Fact.FamilyName, Fact.DateOfBirth], [Fact.Initials])),
            AdapterRoutes.IdentifyMessage => Read((await BodyAsync<MessageToIdentify>(http)).Content)?.Own,
            AdapterRoutes.RenderNotice => Render(Notices, await BodyAsync<NoticeToRender>(http)),
            AdapterRoutes.RenderRequest => Render(Requests, await BodyAsync<RequestToRender>(http)),
            AdapterRoutes.ReadReturn => ReadReturn(await BodyAsync<ReturnToRead>(http)),
            AdapterRoutes.ReadRequestAnswer => ReadAnswer(await BodyAsync<RequestAnswerToRead>(http)),
            _ => null,
        };
        http.Request.Body.Position = 0;
        if (answer is null) await assignments.HandleAsync(http);
        else if (answer is Problem) await Results.Json(answer, ContractJson.Options, statusCode: 422).ExecuteAsync(http);
        else await http.Response.WriteAsJsonAsync(answer, ContractJson.Options);
    }

    private object Render<T>(ConcurrentQueue<T> rendered, T question)
    {
        if (Refuses.Count > 0) return new Problem("urn:buurtzorg:problem:refused", "Refused", 422, Faults: Refuses);
        rendered.Enqueue(question);
        return new DocumentsRendered([Document.Of("document.xml", "application/xml", JsonSerializer.SerializeToUtf8Bytes(question, ContractJson.Options))]);
    }

    private ReturnRead ReadReturn(ReturnToRead question)
    {
        Returns.Enqueue(question);
        var message = Read(question.Content)!;
        AnswerCode remark = new("9088", "The date lies outside the assignment.", "Correct the date.", true);
        return new(message.Own, message.Return!.Value, [], message.Return is ReturnOutcome.Rejected ? [new("1", [remark])] : [], message.Faults ?? []);
    }

    private static RequestAnswerRead ReadAnswer(RequestAnswerToRead question)
    {
        var message = Read(question.Content)!;
        AnswerCode no = new("1", "There is other help.", "Talk with the client.", false);
        return new(message.Own, message.Own.OurReference!, message.Answer!.Value, message.Answer is RequestOutcome.Rejected ? [no] : [], [],
            Document.Of($"WMO320-{question.ReturnReference}.xml", "application/xml", JsonSerializer.SerializeToUtf8Bytes(question.ReturnReference)));
    }

    private MessageIdentity Envelope(MessageKind kind, string type, string payer, string ourReference) => new(
        kind, type, $"B{Interlocked.Increment(ref reference)}", new(payer.Split(':')[0], payer.Split(':')[1]), new("nl-agb", "99990001"), new DateOnly(2026, 11, 1), OurReference: ourReference);

    private static byte[] Write(Back message) => JsonSerializer.SerializeToUtf8Bytes(message, ContractJson.Options);

    private static Back? Read(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<Back>(content, ContractJson.Options) is { Own: not null } back ? back : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<T> BodyAsync<T>(HttpContext http) => (await JsonSerializer.DeserializeAsync<T>(http.Request.Body, ContractJson.Options))!;
}
