using System.Text.Json.Nodes;

namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 8: the practice has it all as signed events without content, and fetches what the client lets it see.</summary>
internal static class IntegratorHears
{
    public static async Task PlayAsync(Stage stage, Guid client, IReadOnlyList<Guid> visits, Guid link, Receiver receiver)
    {
        var cast = Cast.Of(stage.Play);
        stage.Tell.Chapter(8, "The practice hears of it, and fetches what it may see");

        await HearsAsync(stage, receiver, $"{visits[0]}", "visit-uncovered", "visit-covered");
        await HearsAsync(stage, receiver, $"{link}", "link-made");
        Stage.Hold(receiver.Refused == 0, "The receiver got something that is not signed with its secret.");
        var uncovered = receiver.About($"{visits[0]}").First(received => Type(received) == "visit-uncovered");
        stage.Tell.Behind($"nothing of the client stands in an event but ids: {uncovered["data"]!.ToJsonString()}");

        await stage.RefusedAsync(Call.Get(Persona.Integrator, Fetch(uncovered)), 404, null, _ => "the client has not said that the practice may see anything");
        await stage.DoAsync("grant-practice", Call.Put(cast.Client, $"care-records/v1/clients/{client}/access-rules/{Persona.Integrator.PersonId}", new { decision = "granted", scopes = new[] { "schedule" } }),
            _ => "the client lets the practice see the visits, and no more");
        await stage.LookAsync(Call.Get(Persona.Integrator, Fetch(uncovered)), reply => $"the practice fetches the visit: {reply.Text("service")}, {reply.Text("state")}, {reply.Text("plannedStart")}");
        await stage.RefusedAsync(Call.Get(Persona.Integrator, Fetch(receiver.About($"{link}")[0])), 404, null, _ => "what the client does in the neighbourhood stays theirs");
    }

    private static async Task HearsAsync(Stage stage, Receiver receiver, string subject, params string[] types)
    {
        await stage.UntilAsync(() => types.All(type => receiver.About(subject).Any(received => Type(received) == type)), $"the practice to hear {string.Join(", ", types)}");
        stage.Tell.Behind($"the practice's receiver has {string.Join(", ", receiver.About(subject).Select(received => $"{Type(received)} (sequence {received["sequence"]!.GetValue<string>().TrimStart('0')})"))}; every signature holds");
    }

    private static string Type(JsonNode received) => received["type"]!.GetValue<string>().Split('.')[^2];

    private static string Fetch(JsonNode received) => new Uri(received["dataref"]!.GetValue<string>()).PathAndQuery[1..];
}
