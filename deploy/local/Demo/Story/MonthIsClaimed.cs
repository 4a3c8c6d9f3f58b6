using System.Text.Json.Nodes;

namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 4: visits become deliveries, the month a claim, and the municipality rejects one of its two lines.</summary>
internal static class MonthIsClaimed
{
    public static async Task PlayAsync(Stage stage, Guid client)
    {
        var (play, cast) = (stage.Play, Cast.Of(stage.Play));
        stage.Tell.Chapter(4, "Visits are completed, the month is claimed, and the municipality answers");

        var guidance = await Complete(stage, "guidance", cast.First, longer: true);
        var specialised = await Complete(stage, "guidance-specialised", cast.Second, longer: false);
        await Complete(stage, "personal-care", cast.First, longer: false);

        var minutes = guidance * CareIsPlanned.GuidanceMinutes + 15;
        await stage.BehindAsync(Call.Get(Persona.BackOffice, $"billing/v1/deliveries?clientId={client}&period={play.Period}&limit=200"),
            reply => Guidance(reply).Count() == guidance + specialised && Guidance(reply).All(item => item!["state"]!.GetValue<string>() is "covered" or "claimed" or "granted" or "rejected"),
            reply => $"scheduling.visit-completed reached billing: {Guidance(reply).Count()} deliveries of guidance, priced by the agreement with the municipality");

        await stage.Municipality.EndAsync(play.NumberOf("guidance-specialised"), play.Month.First.AddDays(14), stage.Stopping);
        stage.Tell.Called("municipality", "ENDS", "the specialised guidance", 204, $"after {play.Month.First.AddDays(14):d MMMM}, in its own copy; it has told nobody yet");

        var body = new { payerId = play.Payer, period = play.Period };
        var claim = (await stage.DoAsync("claim", Call.Post(Persona.BackOffice, "billing/v1/claims", body), reply => $"claim {reply.Id} closed")).Id;
        var again = await stage.AskAsync(Call.Post(Persona.BackOffice, "billing/v1/claims", body));
        Stage.Hold(again.Status == 200 && again.Id == claim, $"Closing the month again answered {again.Status} with claim {again.Text("id")}.");
        stage.Tell.Called(Persona.BackOffice.Called, "POST", "/billing/v1/claims", again.Status, "once more: the same claim");

        var path = $"billing/v1/claims/{claim}";
        var rendered = await stage.BehindAsync(Call.Get(Persona.BackOffice, path), reply => reply.Text("state") is "rendered" or "answered",
            _ => $"billing.claim-closed came back to billing: {stage.Speaks.Adapter} rendered the {stage.Speaks.Claim}, and its exact bytes are stored");
        var sheet = new ClaimSheet(rendered);
        sheet.HoldsMinutes(minutes, specialised * CareIsPlanned.SpecialisedMinutes);
        sheet.Show(stage);

        var document = await stage.DownloadAsync(Persona.BackOffice, rendered.Text("documentId"), stage.Speaks.Claim);
        var answer = await stage.Municipality.DeclareAsync(document.Bytes, rendered.Text("number"), stage.Stopping);
        Stage.Hold(answer.Succeeded, $"The municipality could not read the declaration: {answer.Detail}");
        stage.Tell.Called("municipality", "JUDGES", stage.Speaks.Claim, answer.Status, $"by its own copy of the assignment; answers with a {stage.Speaks.Answer} of {answer.Bytes.Length} bytes");

        await stage.DoAsync("answer", Call.Post(Persona.BackOffice, $"billing/v1/payers/{play.Payer}/messages", stage.Message(answer)),
            reply =>
            {
                Stage.Hold(reply.Text("kind") == "answer" && reply.Text("state") == "taken", $"Billing did not take the answer: {reply.Json["faults"]?.ToJsonString()}");
                return $"the {stage.Speaks.Answer} is read as an answer, and taken";
            });
        var answered = new ClaimSheet(await stage.LookAsync(Call.Get(Persona.BackOffice, path), reply => $"the claim is {reply.Text("state")}"));
        answered.IsAnswered(stage.Speaks.PastTheEnd);
        answered.Show(stage);
        await stage.LookAsync(Call.Get(Persona.BackOffice, $"billing/v1/ledger/balances?payerId={play.Payer}"), reply => Balances(reply, answered));
    }

    private static string Balances(Reply reply, ClaimSheet claim)
    {
        var balances = reply.Items.ToDictionary(item => item!["account"]!.GetValue<string>(), item => item!["minorUnits"]!.GetValue<long>());
        Stage.Hold(balances.Values.Sum() == 0, $"The ledger does not balance: {reply.Json}");
        Stage.Hold(balances.GetValueOrDefault("granted") == claim.Of(AssignmentArrives.Guidance).Amount, $"The ledger does not hold what was granted: {reply.Json}");
        return $"the ledger balances: {string.Join(", ", balances.Select(balance => $"{balance.Key} {ClaimSheet.Euro(balance.Value)}"))}; together 0.00";
    }

    private static IEnumerable<JsonNode?> Guidance(Reply deliveries) =>
        deliveries.Items.Where(item => item!["service"]!.GetValue<string>().StartsWith("guidance", StringComparison.Ordinal));

    private static async Task<int> Complete(Stage stage, string service, Persona carer, bool longer)
    {
        var visits = stage.Recall($"visits-{service}").Json["ids"]!.AsArray().Select(id => id!.GetValue<Guid>()).ToArray();
        if (!stage.Has($"completed-{service}"))
        {
            await Parallel.ForEachAsync(visits.Skip(longer ? 1 : 0), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stage.Stopping }, async (visit, _) =>
            {
                var reply = await stage.AskAsync(Call.Post(carer, $"scheduling/v1/visits/{visit}/completion", new { }));
                Stage.Hold(reply.Status == 204, $"A visit could not be completed: {reply.Detail}");
            });
            stage.Remember($"completed-{service}", new Reply(204, []));
        }
        stage.Tell.Called(carer.Called, "POST", $"/scheduling/v1/visits/…/completion  ×{visits.Length - (longer ? 1 : 0)}", 204, $"{service}: as planned");
        if (longer) await CompleteLonger(stage, carer, visits[0]);
        return visits.Length;
    }

    private static async Task CompleteLonger(Stage stage, Persona carer, Guid visit)
    {
        var planned = (await stage.AskAsync(Call.Get(carer, $"scheduling/v1/visits/{visit}"))).Json;
        var (start, end) = (planned["plannedStart"]!.GetValue<DateTimeOffset>(), planned["plannedEnd"]!.GetValue<DateTimeOffset>());
        await stage.DoAsync("completed-longer", Call.Post(carer, $"scheduling/v1/visits/{visit}/completion", new { startedAt = start, endedAt = end.AddMinutes(15) }),
            _ => "one took a quarter of an hour longer than planned");
    }
}
