using System.Text;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>Messages of the invented world, read.</summary>
internal static class PebbleReading
{
    private static readonly Reply Unreadable = Reply.Refusal([new("not-read", "This is no such message.")]);

    public static Reply Identify(MessageToIdentify r) => PebbleMessage.Read(r.Content) is { } message ? Reply.Of(message.Identity) : Unreadable;

    public static Reply Read(AssignmentsToRead r)
    {
        if (PebbleMessage.Read(r.Content, "assignment") is not { Assignments: { } items } message) return Unreadable;
        if (!PebbleAdapter.Fits(PebbleAdapter.Manifest.Numbering.ReturnReference, r.ReturnReference)) return Reply.Refusal([new("return-reference", "The reference is not of its form.", Place: "returnReference")]);
        List<Fault> faults = [];
        if (message.IssuedOn > r.ReceivedOn) faults.Add(new("dated-later", "The message is dated after it came.", Place: "/issuedOn"));
        if (items.Any(i => i.Volume % 10 > 0)) faults.Add(new("volume-not-round", "A volume is in tens.", Place: "/assignments"));
        if (items.Any(i => i.Budget % 100 > 0)) faults.Add(new("budget-not-round", "A budget is in whole euros.", Place: "/assignments"));
        if (items.Any(i => new object?[] { i.Volume, i.Unit, i.Frequency }.Count(v => v is null) is not (0 or 3))) faults.Add(new("volume", "Volume, unit and frequency are together.", Place: "/assignments"));
        if (items.DistinctBy(i => i.Number).Count() < items.Count) faults.Add(new("number-twice", "Two assignments have one number.", Place: "/assignments"));
        foreach (var objection in r.Objections ?? []) faults.Add(new("objection", "Billing objects to it.", Place: objection.AssignmentNumber ?? "/", PayerCode: $"{objection.Code}"));
        var answer = new { Kind = "assignment-return", Reference = r.ReturnReference, Of = message.Reference, IssuedOn = r.ReceivedOn, Faults = faults };
        return Reply.Of(new AssignmentsRead(
            message.Identity,
            faults.Count > 0 ? [] : [.. items.Select(i => new Assignment(
                i.Number, new(PebbleAdapter.ClientScheme, i.Client), message.Identity.Payer, new(Code: i.Code), i.DecidedAt, i.From, i.Change,
                Volume: i.Volume, Unit: i.Unit, Frequency: i.Frequency, Budget: i.Budget, Currency: i.Budget is null ? null : "EUR"))],
            faults,
            Document.Of($"pebble-{r.ReturnReference}.json", "application/json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, ContractJson.Options)))));
    }

    public static Reply Read(AnswerToRead r)
    {
        if (PebbleMessage.Read(r.Content, "answer") is not { Submitted: not null, Granted: not null, Lines: { } lines, Codes: { } codes } message) return Unreadable;
        List<Fault> faults = [];
        void Wrong(bool wrong, string code, string detail) { if (wrong) faults.Add(new(code, detail, Place: "/")); }
        Wrong(r.Claim.Currency != "EUR", "currency", "It is in another currency.");
        Wrong(message.Of != r.Claim.Number, "another-claim", "It answers another claim.");
        Wrong(message.Identity.Payer != r.Claim.Payer || message.Identity.Recipient != r.Claim.Sender, "another-party", "It is of another payer, or to another sender.");
        Wrong(message.Submitted != r.Claim.Total || r.Claim.Total != r.Claim.Lines.Sum(l => Signed(l, l.Amount)), "submitted", "Another total was submitted.");
        Wrong(!lines.Select(l => l.Reference).Order().SequenceEqual(r.Claim.Lines.Select(l => l.AnswerReference).Order()), "lines", "The lines are not those of the claim.");
        var said = lines.DistinctBy(l => l.Reference).ToDictionary(l => l.Reference);
        Wrong(r.Claim.Lines.Sum(l => Signed(l, said.GetValueOrDefault(l.AnswerReference)?.Granted ?? 0)) != message.Granted, "sums", "The sums do not tally.");
        Wrong(r.Claim.Lines.Any(l => said.GetValueOrDefault(l.AnswerReference)?.Granted is { } granted && (granted < 0 || granted > l.Amount)), "too-much", "More is granted than was claimed.");
        Wrong(lines.Any(l => l.Granted is null or 0 && l.Codes is not { Count: > 0 }), "no-reason", "A line is rejected without a reason.");
        var read = r.Claim.Lines.Select(l => faults.Count > 0 ? new AnsweredLine(l.LineId, LineOutcome.Unchanged, 0, [])
            : said[l.AnswerReference] is var line && line.Granted > 0 ? new(l.LineId, LineOutcome.Granted, line.Granted.Value, Explain(line.Codes))
            : new(l.LineId, LineOutcome.Rejected, 0, Explain(line.Codes))).ToList();
        var outcome = faults.Count > 0 ? ClaimOutcome.Undecided : read.All(l => l.Outcome == LineOutcome.Rejected) ? ClaimOutcome.Rejected
            : r.Claim.Lines.Zip(read).All(p => p.First.Amount == p.Second.Amount) ? ClaimOutcome.Granted : ClaimOutcome.PartlyGranted;
        return Reply.Of(new AnswerRead(message.Identity, outcome, faults.Count > 0 ? 0 : message.Granted!.Value, Explain(codes), read, faults));
    }

    public static Reply Read(ReturnToRead r)
    {
        if (PebbleMessage.Read(r.Content, "return") is not { Codes: { } codes, Lines: { } items } message) return Unreadable;
        List<Fault> faults = [];
        if (message.Of != r.Sent.Reference) faults.Add(new("another-message", "It is about another message.", Place: "/of"));
        if (message.Identity.Payer != r.Sent.Payer || message.Identity.Recipient != r.Sent.Sender) faults.Add(new("another-party", "It is of another payer, or to another sender.", Place: "/payer"));
        if (items.Any(i => !r.Sent.AssignmentNumbers.Contains(i.Reference))) faults.Add(new("another-assignment", "It remarks on an assignment that was not named.", Place: "/lines"));
        if (items.Any(i => i.Codes is not { Count: > 0 })) faults.Add(new("no-remark", "A remark says nothing.", Place: "/lines"));
        var outcome = faults.Count > 0 ? ReturnOutcome.Undecided : codes.Count + items.Count > 0 ? ReturnOutcome.Rejected : ReturnOutcome.Accepted;
        return Reply.Of(new ReturnRead(message.Identity, outcome, Explain(codes), faults.Count > 0 ? [] : [.. items.Select(i => new ReturnedItem(i.Reference, Explain(i.Codes)))], faults));
    }

    public static Reply Read(RequestAnswerToRead r)
    {
        if (PebbleMessage.Read(r.Content, "request-answer") is not { Of: { } request, Outcome: { } outcome, Codes: { } codes } message) return Unreadable;
        if (!PebbleAdapter.Fits(PebbleAdapter.Manifest.Numbering.ReturnReference, r.ReturnReference)) return Reply.Refusal([new("return-reference", "The reference is not of its form.", Place: "returnReference")]);
        return Reply.Of(new RequestAnswerRead(message.Identity, request, outcome, Explain(codes), [],
            Document.Of($"pebble-{r.ReturnReference}.json", "application/json", Encoding.UTF8.GetBytes($"{{\"of\":\"{message.Reference}\",\"issuedOn\":\"{r.ReceivedOn:yyyy-MM-dd}\"}}"))));
    }

    private static long Signed(SentLine line, long amount) => line.Side == Side.Debit ? amount : -amount;

    private static List<AnswerCode> Explain(List<string>? codes) => [.. (codes ?? []).Select(code => new AnswerCode(code, "The payer gives this code.", "Ask the payer.", true))];
}
