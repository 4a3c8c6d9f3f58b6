using System.Net;
using System.Net.Sockets;

namespace Buurtzorg.Local.Demo.Story;

/// <summary>Step 5: a general practice may hear of team Oost, and proves that the receiver is its own.</summary>
internal static class IntegratorSubscribes
{
    public static async Task<Receiver> PlayAsync(Stage stage, Guid teamId, string host)
    {
        stage.Tell.Chapter(5, "A general practice subscribes to what happens in team Oost");
        var receiver = Listen(stage, host);

        await EntitleAsync(stage, teamId);
        var subscription = await stage.DoAsync("subscription", Call.Post(Persona.Integrator, "care-events/v1/subscriptions", new { way = "webhook", url = receiver.Address }),
            _ => $"a webhook to {receiver.Address}, silent until the receiver has proved whose it is");
        var path = $"care-events/v1/subscriptions/{subscription.Id}";
        receiver.Secret = (await stage.AskAsync(Call.Get(Persona.Integrator, $"{path}/secrets"))).Text("secret");
        var resumes = stage.Has("challenge");
        await stage.DoAsync("challenge", Call.Post(Persona.Integrator, $"{path}/_challenge", new { }), _ => "the receiver checked the signature and sent the challenge back: the subscription is active");
        if (!resumes) return receiver;
        var replay = await stage.AskAsync(Call.Post(Persona.Integrator, $"{path}/_replay", new { from = stage.Play.BegunAt }));
        Stage.Hold(replay.Succeeded, $"The replay was refused: {replay.Detail}");
        stage.Tell.Behind("what the receiver had heard before the story broke off comes once more, from the log");
        return receiver;
    }

    public static Task EndAsync(Stage stage) =>
        stage.DoAsync("unsubscribe", Call.Delete(Persona.Integrator, $"care-events/v1/subscriptions/{stage.Recall("subscription").Id}"), _ => "the practice has heard enough, and ends its subscription");

    // What other plays let it hear stays.
    private static async Task EntitleAsync(Stage stage, Guid teamId)
    {
        var path = $"care-events/v1/integrators/{Persona.Integrator.Name}";
        var before = await stage.AskAsync(Call.Get(Persona.BackOffice, path));
        await stage.DoAsync("entitlement", Call.Put(Persona.BackOffice, path, new
        {
            wholeInstall = false,
            areas = Array.Empty<string>(),
            teams = new[] { teamId },
            scopes = new[] { "care-events.visits", "care-events.links", "care-events.clients" },
        }) with
        { IfMatch = before.ETag }, _ => "the practice may hear of visits, links and clients of team Oost, and of no other team");
    }

    // The same port when the story is resumed: the subscription knows it.
    private static Receiver Listen(Stage stage, string host)
    {
        if (stage.Play.ReceiverPort == 0)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            stage.RememberPort(((IPEndPoint)free.LocalEndpoint).Port);
        }
        return new Receiver(stage.Play.ReceiverPort, host);
    }
}
