using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Demo.Seed;
using Buurtzorg.Local.Demo.Story;
using Spectre.Console;

namespace Buurtzorg.Local.Demo;

/// <summary>
/// <c>./dev demo [--resume]</c>: one client's month, from admission to an answered claim and on into the neighbourhood, against the running platform. With <c>--gateway</c> and
/// <c>--municipality</c> against one that runs elsewhere, in containers say; there it loads the demo neighbourhood first.
/// </summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        if (args is not ["--gateway", var gateway, "--municipality", var municipality, .. var rest]) return await RunAsync(Here.Demo, args, ct);
        var places = DemoPlaces.Elsewhere(gateway, municipality, Here.DemoFolder);
        using var loader = new NeighbourhoodLoader(places, new Progress<SeedProgress>());
        await loader.LoadAsync(ct);
        return await RunAsync(places, rest, ct);
    }

    public static async Task<int> RunAsync(DemoPlaces places, string[] args, CancellationToken ct)
    {
        var tell = new Narrator(AnsiConsole.Console);
        try
        {
            var plays = new Plays(places.Folder);
            return Choose(plays, args) is { } play ? await PlayAsync(places, plays, play, tell, ct) : 1;
        }
        catch (StoryException e)
        {
            tell.Wrong(e.Message);
            return 1;
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            tell.Wrong($"An answer of the platform has another form than the story knows: {e.Message}");
            return 1;
        }
    }

    private static Play? Choose(Plays plays, string[] args)
    {
        var before = plays.All();
        if (args is ["--resume"])
            return before.LastOrDefault(play => !play.Ended) ?? throw new StoryException("No story is waiting to be finished; ./dev demo begins a new one.");
        if (args is not []) throw new StoryException("Usage: ./dev demo [--gateway <url> --municipality <url>] [--resume]");
        if (before.Count == Play.Municipalities)
            throw new StoryException("All twenty demo municipalities have had their story; ./dev reset begins anew.");
        return plays.Begin(before.Count + 1, TimeProvider.System);
    }

    private static async Task<int> PlayAsync(DemoPlaces places, Plays plays, Play play, Narrator tell, CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        var patience = new Patience(tell.Away);
        using var platform = new PlatformClient(places.Gateway, patience);
        using var desk = new MunicipalityDesk(places.Municipality, play.Town, patience);
        tell.Title($"One client's month: {play.Month.First:MMMM yyyy}", $"Story {play.Number} of {Play.Municipalities}, with {await desk.NameAsync(ct)} ({play.Payer}); through {places.Gateway}");

        var stage = new Stage(play, plays, platform, desk, tell, ct);
        await desk.SpeakAsync(Dialect.Of(await AdapterAsync(stage)), ct);
        var team = await OostAsync(stage);
        await AssignmentArrives.PlayAsync(stage);
        var client = await ClientIsAdmitted.PlayAsync(stage, team);
        await CareIsPlanned.PlayAsync(stage, team, client);
        await MonthIsClaimed.PlayAsync(stage, client);
        using var receiver = await IntegratorSubscribes.PlayAsync(stage, team, places.Receiver);
        var visits = await NurseIsAway.PlayAsync(stage, team, client);
        var link = await ClientJoinsActivity.PlayAsync(stage, client);
        await IntegratorHears.PlayAsync(stage, client, visits, link, receiver);
        await IntegratorSubscribes.EndAsync(stage);

        play.Ended = true;
        plays.Save(play);
        tell.End($"The story ended as it should, in {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s. {Next(play)}");
        return 0;
    }

    private static string Next(Play play) => play.Number < Play.Municipalities
        ? "./dev demo plays it again with another client and municipality."
        : "It was the last municipality; ./dev reset begins anew.";

    private static async Task<string> AdapterAsync(Stage stage)
    {
        var payers = await stage.AskAsync(Call.Get(Persona.BackOffice, "billing/v1/payers?limit=200"));
        return payers.Items.Single(payer => payer!["payerId"]!.GetValue<string>() == stage.Play.Payer)!["adapter"]!.GetValue<string>();
    }

    private static async Task<Guid> OostAsync(Stage stage)
    {
        var teams = await stage.AskAsync(Call.Get(Persona.BackOffice, "scheduling/v1/teams?limit=200"));
        return teams.Items.FirstOrDefault(team => team!["name"]!.GetValue<string>() == "Oost")?["id"]!.GetValue<Guid>()
            ?? throw new StoryException("Team Oost is not there; ./dev up loads the demo neighbourhood.");
    }
}
