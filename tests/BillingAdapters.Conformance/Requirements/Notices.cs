using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>Notices of start and stop, requests for care, and what comes back on them.</summary>
internal static class Notices
{
    public static readonly IReadOnlyList<Requirement> All =
    [
        new("HONEST-16", "A stop, and only a stop, has its last day and its reason.", "schemas/NoticeItem", StopsHaveTheirDay, "notices", 1),
        new("HONEST-17", "Of a request, a change and only a change has its reason; volume, unit and frequency are together.", "schemas/RequestToRender, RequestedProduct", RequestsAreWhole, "requests", 1),
        new("HONEST-18", "A return says rejected with remarks, accepted without, and with faults it decides nothing.", "schemas/ReturnRead", ReturnsTally, "notices|requests", 1),
    ];

    private static async Task StopsHaveTheirDay(Trial trial)
    {
        foreach (var (sample, _, _) in await trial.ReadAsync(Operation.Notices))
        {
            var request = await trial.Subject.RequestAsync(sample);
            JsonNode[] broken = request["kind"]!.ToString() == "stop"
                ? [JsonPlaces.Without(request, "/items/0/stoppedOn"), JsonPlaces.Without(request, "/items/0/reason")]
                : [JsonPlaces.With(request, "/items/0/stoppedOn", "2031-12-31"), JsonPlaces.With(request, "/items/0/reason", "completed")];
            foreach (var notice in broken) trial.ExpectRefusal(await trial.Adapter.PostAsync(sample.Operation.Route, notice), $"{sample.Name} with the last day or the reason where it should not be, or without it");
        }
    }

    private static async Task RequestsAreWhole(Trial trial)
    {
        foreach (var (sample, _, _) in await trial.ReadAsync(Operation.Requests))
        {
            var request = await trial.Subject.RequestAsync(sample);
            List<JsonNode> broken = [request["kind"]!.ToString() == "change" ? JsonPlaces.Without(request, "/reason") : JsonPlaces.With(request, "/reason", "plan-changed")];
            for (var i = 0; i < request["products"]!.AsArray().Count; i++)
                if (request["products"]![i]!["volume"] is not null) broken.Add(JsonPlaces.Without(request, $"/products/{i}/unit"));
            foreach (var wrong in broken) trial.ExpectRefusal(await trial.Adapter.PostAsync(sample.Operation.Route, wrong), $"{sample.Name} with a reason where it should not be, or without one, or with a volume without a unit");
        }
    }

    private static async Task ReturnsTally(Trial trial)
    {
        foreach (var (sample, exchange, _) in await trial.ReadAsync(Operation.Returns))
        {
            var sent = (await trial.Subject.RequestAsync(sample))["sent"]!;
            foreach (var read in (await trial.Subject.ChangedAsync(sample)).Select(c => c.Exchange).Where(e => e.Status == 200).Prepend(exchange))
            {
                var mistakes = ContractSchemas.Instance.Check(nameof(ReturnRead), read.Json);
                foreach (var mistake in mistakes) trial.Fail($"{sample.Name}: {mistake}", read);
                if (mistakes.Count > 0) continue;
                var (codes, items) = (read.Json!["codes"]!.AsArray(), read.Json["items"]!.AsArray());
                trial.Expect(read.Json["outcome"]!.ToString() switch
                {
                    "accepted" => codes.Count + items.Count == 0 && read.Faults.Count == 0,
                    "rejected" => codes.Count + items.Count > 0 && read.Faults.Count == 0,
                    _ => read.Faults.Count > 0,
                }, $"{sample.Name}: the outcome does not fit the remarks and faults", read);
                var numbers = sent["assignmentNumbers"]!.AsArray().Select(n => n!.ToString());
                trial.Expect(read.Faults.Count > 0 || items.All(i => numbers.Contains(i!["assignmentNumber"]!.ToString())), $"{sample.Name}: a remark is about an assignment that was not named", read);
            }
        }
    }
}
