using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>What is read of a payer's messages does not contradict itself, nor what was sent.</summary>
internal static class Messages
{
    public static readonly IReadOnlyList<Requirement> All =
    [
        new("HONEST-12", "An answer is read for every line of the claim, once and in its order, and its sums tally.", "schemas/AnswerRead", AnswersTally),
        new("HONEST-13", "An answer to another claim or with an unknown reference decides nothing and says why.", "/v1/answers/_read", AnotherClaimIsNotAnswered),
        new("HONEST-14", "A message of assignments is taken over whole or, with faults, not at all.", "schemas/AssignmentsRead, Assignment", AssignmentsAreWhole, "assignments"),
        new("HONEST-15", "What billing objects to becomes a fault, and the return message says so.", "schemas/AssignmentsToRead: objections", ObjectionsAreHeard, "assignments"),
    ];

    private static async Task AnswersTally(Trial trial)
    {
        foreach (var (sample, exchange, _) in await trial.ReadAsync(Operation.Answers))
        {
            var claim = (await trial.Subject.RequestAsync(sample))["claim"]!;
            ExpectATally(trial, sample, claim, exchange);
            foreach (var (_, _, changed) in (await trial.Subject.ChangedAsync(sample)).Where(c => c.Exchange.Status == 200)) ExpectATally(trial, sample, claim, changed);
        }
    }

    private static void ExpectATally(Trial trial, Sample sample, JsonNode claim, Exchange exchange)
    {
        var mistakes = ContractSchemas.Instance.Check(nameof(AnswerRead), exchange.Json);
        foreach (var mistake in mistakes) trial.Fail($"{sample.Name}: {mistake}", exchange);
        if (mistakes.Count > 0) return;
        var (sent, read) = (claim["lines"]!.AsArray(), exchange.Json!["lines"]!.AsArray());
        if (!trial.Expect(read.Select(l => l!["lineId"]!.ToString()).SequenceEqual(sent.Select(l => l!["lineId"]!.ToString())), $"{sample.Name}: the lines are not those of the claim in its order", exchange)) return;
        var granted = 0L;
        foreach (var (line, answer) in sent.Zip(read))
        {
            var amount = answer!["amount"]!.GetValue<long>();
            granted += line!["side"]!.ToString() == "debit" ? amount : -amount;
            trial.Expect(answer["outcome"]!.ToString() == "granted" || amount == 0, $"{sample.Name}: a line that is not granted has an amount", exchange);
            trial.Expect(amount <= line["amount"]!.GetValue<long>(), $"{sample.Name}: more is granted of a line than was claimed", exchange);
            trial.Expect(answer["outcome"]!.ToString() != "rejected" || Codes(answer, exchange.Json!).Count > 0, $"{sample.Name}: a line is rejected without a reason", exchange);
        }
        trial.Expect(exchange.Json!["granted"]!.GetValue<long>() == granted, $"{sample.Name}: what is granted is not the sum of its lines", exchange);
        var outcomes = read.Select(l => l!["outcome"]!.ToString()).Distinct().ToList();
        var said = exchange.Json["outcome"]!.ToString();
        if (exchange.Faults.Count > 0) trial.Expect(said == "undecided" && outcomes is ["unchanged"], $"{sample.Name}: an answer with faults decides something", exchange);
        else trial.Expect(said switch
        {
            "granted" => outcomes is ["granted"],
            "rejected" => outcomes is ["rejected"],
            "partly-granted" => outcomes is not (["granted"] or ["rejected"]),
            _ => false,
        } || said == "partly-granted" && read.Any(l => l!["amount"]!.GetValue<long>() > 0), $"{sample.Name}: the outcome is not that of the lines", exchange);
    }

    private static JsonArray Codes(JsonNode line, JsonNode answer) => line["codes"]!.AsArray() is { Count: > 0 } codes ? codes : answer["codes"]!.AsArray();

    private static async Task AnotherClaimIsNotAnswered(Trial trial)
    {
        foreach (var (sample, _, _) in await trial.ReadAsync(Operation.Answers))
        {
            var request = await trial.Subject.RequestAsync(sample);
            await ExpectNoDecision(trial, JsonPlaces.With(request, "/claim/number", Changed.Text(request["claim"]!["number"]!.ToString())), $"{sample.Name} read as the answer to another claim");
            var message = Encoding.Latin1.GetString(sample.Message!);
            var lines = request["claim"]!["lines"]!.AsArray();
            for (var i = 0; i < lines.Count; i++)
                if (lines[i]!["answerReference"]!.ToString() is var reference && message.Contains(reference))
                    await ExpectNoDecision(trial, JsonPlaces.With(request, $"/claim/lines/{i}/answerReference", Changed.Text(reference) + "0"), $"{sample.Name} with a reference that the claim does not have");
        }
    }

    private static async Task ExpectNoDecision(Trial trial, JsonNode request, string what)
    {
        var exchange = await trial.Adapter.PostAsync(AdapterRoutes.ReadAnswer, request);
        trial.Expect(exchange.Status == 422 || (exchange.Status == 200 && exchange.Faults.Count > 0 && exchange.Json!["granted"]?.ToString() == "0"
            && exchange.Json["lines"]!.AsArray().All(l => l?["outcome"]?.ToString() == "unchanged")), $"{what} should decide nothing and say why", exchange);
    }

    private static async Task AssignmentsAreWhole(Trial trial)
    {
        foreach (var (sample, exchange, _) in await trial.ReadAsync(Operation.Assignments))
            foreach (var read in (await trial.Subject.ChangedAsync(sample)).Select(c => c.Exchange).Where(e => e.Status == 200).Prepend(exchange))
            {
                var mistakes = ContractSchemas.Instance.Check(nameof(AssignmentsRead), read.Json);
                foreach (var mistake in mistakes) trial.Fail($"{sample.Name}: {mistake}", read);
                if (mistakes.Count > 0) continue;
                var assignments = read.Json!["assignments"]!.AsArray();
                trial.Expect(read.Faults.Count == 0 || assignments.Count == 0, $"{sample.Name}: there are faults, and yet assignments", read);
                trial.Expect(assignments.All(a => new[] { a!["volume"], a["unit"], a["frequency"] }.Count(v => v is null) is 0 or 3), $"{sample.Name}: volume, unit and frequency are not present together", read);
                trial.Expect(assignments.All(a => a!["budget"] is null == a["currency"] is null), $"{sample.Name}: a budget has its currency", read);
                trial.Expect(assignments.Select(a => a!["number"]!.ToString()).Distinct().Count() == assignments.Count, $"{sample.Name}: two assignments have one number", read);
                Claims.ExpectDocumentsWithTheirHash(trial, read);
            }
    }

    private static async Task ObjectionsAreHeard(Trial trial)
    {
        foreach (var (sample, exchange, json) in await trial.ReadAsync(Operation.Assignments))
        {
            if (json["assignments"]!.AsArray() is not [{ } first, ..]) continue;
            foreach (var objection in new[] { new Objection(ObjectionCode.ReferenceUsedBefore), new(ObjectionCode.NumberUsedForAnother, first["number"]!.ToString()) })
            {
                var request = JsonPlaces.With(await trial.Subject.RequestAsync(sample), "/objections", new JsonArray(ClaimMaker.ToJson(objection)));
                var heard = await trial.Adapter.PostAsync(sample.Operation.Route, request);
                if (!trial.Expect(heard is { Status: 200, Faults.Count: > 0 } && heard.Json!["assignments"]!.AsArray().Count == 0, $"{sample.Name} with an objection should have a fault and no assignments", heard)) continue;
                trial.Expect(json["returnMessage"] is null || heard.Json!["returnMessage"]?["sha256"]?.ToString() is { } hash && hash != json["returnMessage"]!["sha256"]!.ToString(), $"{sample.Name}: the return message does not say the objection", heard);
            }
        }
    }
}
