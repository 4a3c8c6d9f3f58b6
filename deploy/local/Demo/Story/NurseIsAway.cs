using System.Text.Json.Nodes;

namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 6: a nurse tells that she is away; the team sees her visits and who could take them, and what nobody took is hers again.</summary>
internal static class NurseIsAway
{
    public const int Visits = 3;

    /// <returns>The visits: two that a colleague took, and one that waited.</returns>
    public static async Task<IReadOnlyList<Guid>> PlayAsync(Stage stage, Guid teamId, Guid client)
    {
        var (play, cast) = (stage.Play, Cast.Of(stage.Play));
        stage.Tell.Chapter(6, "A nurse is away, and her visits find new faces");

        List<Guid> visits = [];
        for (var day = 1; day <= Visits; day++)
        {
            var start = Start(play, day);
            visits.Add((await stage.DoAsync($"coming-visit-{day}", Call.Post(cast.First, "scheduling/v1/visits",
                new { clientId = client, carerId = cast.First.PersonId, service = "guidance", plannedStart = start, plannedEnd = start.AddMinutes(15) }),
                _ => $"a visit on {start:dddd}, by the nurse whom the client knows")).Id);
        }

        var absence = await stage.DoAsync("absence", Call.Post(cast.First, "staff-wellbeing/v1/absences",
            new { firstDay = Day(play, 1), expectedReturn = Day(play, 7) }), _ => "one call; nobody asks why, and no field would hold it");
        var uncovered = await stage.BehindAsync(Call.Get(cast.Second, $"scheduling/v1/teams/{teamId}/uncovered-visits?limit=200"),
            reply => Of(reply, visits).Count == Visits || stage.Has("taken-2"),
            reply => $"the team sees {Of(reply, visits).Count} uncovered visits of the client, each with who could take it");
        if (!stage.Has("taken-2"))
            stage.Tell.Behind(Continuity(Of(uncovered, visits)[0]));
        for (var taken = 1; taken < Visits; taken++)
            await stage.DoAsync($"taken-{taken}", Call.Post(cast.Second, $"scheduling/v1/visits/{visits[taken - 1]}/carer", new { carerId = cast.Second.PersonId }), _ => "a colleague comes");

        var path = $"staff-wellbeing/v1/absences/{absence.Id}";
        var now = await stage.AskAsync(Call.Get(cast.First, path));
        await stage.DoAsync("sooner", Call.Put(cast.First, $"{path}/expected-return", new { expectedReturn = Day(play, Visits) }) with { IfMatch = now.ETag }, _ => "she will be back sooner than she thought");
        await stage.BehindAsync(Call.Get(cast.First, $"scheduling/v1/visits/{visits[^1]}"), reply => reply.Json["uncovered"]?.GetValue<bool>() is false,
            _ => "the visit that nobody had taken is hers again");
        await stage.LookAsync(Call.Get(cast.First, $"scheduling/v1/visits/{visits[0]}"), reply =>
        {
            Stage.Hold(reply.Text("carerId") == cast.Second.PersonId.ToString(), "A visit that a colleague had taken was given back.");
            return "what a colleague took stays with the colleague";
        });
        return visits;
    }

    private static List<JsonNode> Of(Reply reply, List<Guid> visits) =>
        [.. reply.Items.OfType<JsonNode>().Where(item => visits.Contains(item["visit"]!["id"]!.GetValue<Guid>()))];

    private static string Continuity(JsonNode visit)
    {
        var could = visit["couldTake"]!.AsArray();
        return $"{could.Count} colleagues are free; the one whom the client knows best did {could[0]!["visitsOfLast"]} of the last {visit["lastVisits"]} visits, and would be face number {could[0]!["faces"]} in four weeks";
    }

    // A week later for the plays with the same carers, and twenty minutes of the afternoon for each: none needs a carer of another, or is away twice.
    private static DateOnly Day(Play play, int day) => play.BegunOn.AddDays(7 * ((play.Number - 1) / 12) + day);

    private static DateTimeOffset Start(Play play, int day) => new(Day(play, day), new TimeOnly(13, 0).AddMinutes(20 * (play.Number - 1)), TimeSpan.Zero);
}
