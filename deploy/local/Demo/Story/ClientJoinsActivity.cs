using System.Text.Json.Nodes;

namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 7: the authority's directory is taken over, the nurse finds the walking group, and the client joins it.</summary>
internal static class ClientJoinsActivity
{
    public static async Task<Guid> PlayAsync(Stage stage, Guid client)
    {
        var cast = Cast.Of(stage.Play);
        stage.Tell.Chapter(7, "The client joins the walking group of the neighbourhood");

        var import = await stage.DoAsync("import", Call.Post(Persona.BackOffice, "social-map/v1/imports", new { source = "zonderwijk" }), _ => "the directory of the authority, as Open Referral HSDS");
        await stage.BehindAsync(Call.Get(Persona.BackOffice, $"social-map/v1/imports/{import.Id}"), reply => reply.Text("state") == "done",
            reply => $"{reply.Json["new"]} new, {reply.Json["changed"]} changed, {reply.Json["unchanged"]} as they were, {reply.Json["refused"]} refused");
        var found = await stage.LookAsync(Call.Get(cast.First, $"social-map/v1/services?text=wandelgrop&near={cast.Postcode}"), reply =>
        {
            var group = WalkingGroup(reply);
            return $"\"wandelgrop\", typed in a hurry: {group["name"]}, {group["place"]!["metres"]} metres from the client's door";
        });

        var link = await stage.DoAsync("link", Call.Post(cast.First, $"social-map/v1/clients/{client}/links", new
        {
            serviceId = WalkingGroup(found)["id"],
            goal = "I want to walk to the market by myself again.",
            agreedOn = stage.Play.BegunOn,
            agreedBy = "client",
            mayLearn = "first-name",
            goesAlong = "the nurse, twice",
        }), _ => "with the client's agreement; the group may learn a first name, by whoever goes along");
        await stage.BehindAsync(Call.Get(cast.Client, $"care-records/v1/clients/{client}/network/activities"),
            reply => $"{reply.Json}".Contains($"{link.Id}", StringComparison.Ordinal), _ => "it stands in the client's network, beside family and neighbours");
        await stage.LookAsync(Call.Get(cast.Client, $"social-map/v1/links/{link.Id}"), reply => $"the client reads their own words, and that somebody asks how it goes on {string.Join(", ", reply.Json["followUps"]!.AsArray().Select(followUp => followUp!["dueOn"]))}");
        return link.Id;
    }

    private static JsonNode WalkingGroup(Reply found) => found.Items.FirstOrDefault(item => item!["name"]!.GetValue<string>().StartsWith("Wandelgroep", StringComparison.Ordinal))
        ?? throw new StoryException("The walking group of the directory was not found.");
}
