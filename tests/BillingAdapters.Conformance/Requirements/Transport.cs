using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>Carrying messages loses nothing and doubles nothing.</summary>
internal static class Transport
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static readonly IReadOnlyList<Requirement> All =
    [
        Of("TRANSPORT-01", "A message is taken over under its id.", "/v1/messages: post", Taken),
        Of("TRANSPORT-02", "The same key again is the same message.", "/v1/messages: post", Again),
        Of("TRANSPORT-03", "The same key with other bytes is 422.", "/v1/messages: post", OtherBytes),
        Of("TRANSPORT-04", "Without the key, or with one that is not the id, nothing is taken over.", "/v1/messages: Idempotency-Key", WithoutKey),
        Of("TRANSPORT-05", "A document whose sha256 is not that of its bytes is not taken over.", "schemas/Document: sha256", WrongHash),
        Of("TRANSPORT-06", "Pages hold what was asked for, follow one another, and end; a limit outside 1 to 100 is 400.", "/v1/messages: get", Pages),
        Of("TRANSPORT-07", "What payers sent is shown as its schema says, with the hash of its bytes.", "schemas/IncomingMessage", IncomingIsWhole),
        Of("TRANSPORT-08", "A message is shown until it is acknowledged.", "/v1/messages: get", ShownUntilAcknowledged),
        Of("TRANSPORT-09", "To acknowledge again, or what is not there, is 204, and nothing else is lost by it.", "/v1/messages/{id}/_acknowledge", AcknowledgeAgain),
        Of("TRANSPORT-10", "A restart loses no message that was taken over and none that was not acknowledged.", "/v1/messages: post", NothingIsLost),
    ];

    private static Requirement Of(string id, string says, string trace, Func<Trial, Task> check) => new(id, says, trace, check, "transport", 1);

    private static async Task<OutgoingMessage> MessageAsync(Trial trial)
    {
        var claim = await trial.ClaimAsync();
        var rendered = (await trial.RenderAsync(claim)).Json!["documents"]![0]!;
        var document = Document.Of(rendered["name"]!.ToString(), rendered["mediaType"]!.ToString(), Convert.FromBase64String(rendered["content"]!.ToString()));
        return new($"kit-{Guid.NewGuid():N}", claim.Payer, document);
    }

    private static Task<Exchange> SendAsync(Trial trial, OutgoingMessage message, string? key = "") => trial.Adapter.SendAsync(
        HttpMethod.Post, AdapterRoutes.Messages, Encoding.UTF8.GetBytes(ClaimMaker.ToJson(message).ToJsonString()), headers: key is null ? [] : [("Idempotency-Key", key == "" ? message.Id : key)]);

    private static async Task Taken(Trial trial)
    {
        var message = await MessageAsync(trial);
        var exchange = await SendAsync(trial, message);
        trial.Expect(exchange.Status == 200 && exchange.Json?["id"]?.ToString() == message.Id, "A message should be taken over, with its id", exchange);
    }

    private static async Task Again(Trial trial)
    {
        var message = await MessageAsync(trial);
        var first = await SendAsync(trial, message);
        if (first.Status != 200) throw new Skipped("No message was taken over (TRANSPORT-01).");
        var again = await SendAsync(trial, message);
        trial.Expect(again.Status == 200 && again.Json?["id"]?.ToString() == message.Id, "The same message again should be 200", again);
    }

    private static async Task OtherBytes(Trial trial)
    {
        var message = await MessageAsync(trial);
        await SendAsync(trial, message);
        var other = message with { Document = Document.Of(message.Document.Name, message.Document.MediaType, [.. message.Document.Content, (byte)'\n']) };
        trial.ExpectRefusal(await SendAsync(trial, other), "The same key with other bytes");
    }

    private static async Task WithoutKey(Trial trial)
    {
        var message = await MessageAsync(trial);
        var without = await SendAsync(trial, message, key: null);
        trial.Expect(without.IsProblem(400), "A message without its key should be 400", without);
        var another = await SendAsync(trial, message, key: "kit-another-key");
        trial.Expect(another.Status is 400 or 422, "A message whose key is not its id should be refused", another);
    }

    private static async Task WrongHash(Trial trial)
    {
        var message = await MessageAsync(trial);
        var exchange = await SendAsync(trial, message with { Document = message.Document with { Sha256 = new('0', 64) } });
        trial.Expect(exchange.Status is 400 or 422, "A document with the hash of other bytes should be refused", exchange);
    }

    /// <summary>What is there, all pages; a payer's messages are waited for, and delivered where the kit was told how.</summary>
    private static async Task<List<JsonNode>> IncomingAsync(Trial trial, int atLeast = 1)
    {
        var clock = Stopwatch.StartNew();
        var delivered = false;
        while (true)
        {
            var items = await WalkAsync(trial, 100);
            if (items.Count >= atLeast) return items;
            if (!delivered)
            {
                delivered = true;
                for (var i = 0; i < 3; i++) await SendAsync(trial, await MessageAsync(trial));
                if (trial.Subject.Options.Deliver is not null) await DeliverAsync(trial);
            }
            if (clock.Elapsed > Patience) throw new Skipped(items.Count == 0 ? "No message of a payer arrived; --deliver tells how one does." : $"Only {items.Count} messages of a payer arrived.");
            await Task.Delay(50);
        }
    }

    private static async Task DeliverAsync(Trial trial)
    {
        foreach (var sample in trial.Subject.Samples.Where(s => s is { Message: not null, ExpectsAProblem: false }).Take(3))
        {
            // Under a name of its own, for all of them may arrive in one folder.
            var file = Path.Combine(Path.GetTempPath(), $"kit-{Guid.NewGuid():N}{Path.GetExtension(Directory.GetFiles(sample.Folder, "message.*")[0])}");
            await File.WriteAllBytesAsync(file, sample.Message!);
            using (var process = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", trial.Subject.Options.Deliver!.Replace("{file}", file) } })!) await process.WaitForExitAsync();
            File.Delete(file);
        }
    }

    private static async Task<List<JsonNode>> WalkAsync(Trial trial, int limit)
    {
        List<JsonNode> all = [];
        for (string? next = ""; next is not null && all.Count < 10_000;)
        {
            var page = await trial.Adapter.GetAsync($"{AdapterRoutes.Messages}?limit={limit}{(next == "" ? "" : $"&after={Uri.EscapeDataString(next)}")}");
            var mistakes = page.Status == 200 ? ContractSchemas.Instance.Check(nameof(IncomingMessages), page.Json) : [$"should be 200 [{page}]"];
            if (mistakes.Count > 0) { trial.Fail($"A page {mistakes[0]}", page); break; }
            var items = page.Json!["items"]!.AsArray();
            trial.Expect(items.Count <= limit, $"A page of at most {limit} holds {items.Count}", page);
            all.AddRange(items!);
            next = page.Json["next"]?.ToString();
        }
        return all;
    }

    private static List<string> Ids(IEnumerable<JsonNode> items) => [.. items.Select(i => i["id"]!.ToString())];

    private static async Task Pages(Trial trial)
    {
        foreach (var limit in new[] { "0", "101", "-1", "x" })
            if (await trial.Adapter.GetAsync($"{AdapterRoutes.Messages}?limit={limit}") is var exchange) trial.Expect(exchange.IsProblem(400), $"A limit of {limit} should be 400", exchange);
        var all = Ids(await IncomingAsync(trial, 2));
        var one = Ids(await WalkAsync(trial, 1));
        trial.Expect(one.Distinct().Count() == one.Count, "A message stands on two pages");
        trial.Expect(all.SequenceEqual(one.Take(all.Count)), "Pages of one message do not hold the same as a page of a hundred, in the same order");
    }

    private static async Task IncomingIsWhole(Trial trial)
    {
        foreach (var item in await IncomingAsync(trial))
        {
            var bytes = Convert.FromBase64String(item["document"]!["content"]!.ToString());
            trial.Expect(Document.Of("", "", bytes).Sha256 == item["document"]!["sha256"]!.ToString(), $"The sha256 of {item["id"]} is not that of its bytes");
            trial.Expect(Regex.IsMatch(item["id"]!.ToString(), "^[A-Za-z0-9.-]{1,100}$"), $"The id {item["id"]} is not of letters, digits, dots and hyphens");
            trial.Expect(trial.Manifest.PayerSchemes.Any(s => s.Scheme == item["payer"]!["scheme"]!.ToString()), $"The payer of {item["id"]} is of no scheme of the manifest");
        }
    }

    private static async Task ShownUntilAcknowledged(Trial trial)
    {
        var first = Ids(await IncomingAsync(trial));
        var second = Ids(await WalkAsync(trial, 100));
        trial.Expect(first.All(second.Contains), "A message that was not acknowledged is not shown a second time");
    }

    private static async Task AcknowledgeAgain(Trial trial)
    {
        var before = Ids(await IncomingAsync(trial, 2));
        for (var i = 0; i < 2; i++)
            if (await AcknowledgeAsync(trial, before[0]) is var exchange) trial.Expect(exchange.Status == 204, "To acknowledge should be 204, also again", exchange);
        if (await AcknowledgeAsync(trial, "kit-unknown") is var unknown) trial.Expect(unknown.Status == 204, "To acknowledge what is not there should be 204", unknown);
        var after = Ids(await WalkAsync(trial, 100));
        trial.Expect(before.Skip(1).All(after.Contains), "Acknowledging one message lost another");
    }

    private static Task<Exchange> AcknowledgeAsync(Trial trial, string id) => trial.Adapter.SendAsync(HttpMethod.Post, AdapterRoutes.AcknowledgeMessage.Replace("{id}", id));

    private static async Task NothingIsLost(Trial trial)
    {
        if (trial.Subject.Options.Restart is null) throw new Skipped("No --restart.");
        var message = await MessageAsync(trial);
        if (await SendAsync(trial, message) is not { Status: 200 }) throw new Skipped("No message was taken over (TRANSPORT-01).");
        var before = Ids(await WalkAsync(trial, 100));
        await Pure.RestartAsync(trial.Subject);
        var other = message with { Document = Document.Of("kit.txt", "text/plain", "kit"u8.ToArray()) };
        var exchange = await SendAsync(trial, other);
        trial.Expect(exchange.Status == 422, "After a restart the adapter does not know a message that it took over", exchange);
        trial.Expect(before.All(Ids(await WalkAsync(trial, 100)).Contains), "A message that was not acknowledged is gone after a restart");
    }
}
