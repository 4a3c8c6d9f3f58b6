using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Features;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Tests;

public sealed class LinkTests(SocialMapFixture service)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-2));

    [Fact]
    public async Task A_client_who_agreed_is_linked_to_an_activity_and_the_event_tells_no_names()
    {
        var (team, activity) = (await service.ACareTeamAsync(), await AnActivityAsync("Wandelgroep"));

        var link = await LinkAsync(team, activity);

        var announced = Assert.Single(await service.AnnouncedAsync<ActivityLinked>(), linked => linked.LinkId == link);
        Assert.Equal(new ActivityLinked(link, 1, team.ClientId, team.Id, activity, Today), announced);
        var shown = (await team.Nurse.JsonAsync($"v1/clients/{team.ClientId}/links")).Items().Single();
        Assert.Equal(("Wandelgroep", "weer naar het park", "de buurvrouw", "first-name"), (shown.Text("serviceName"), shown.Text("goal"), shown.Text("goesAlong"), shown.Text("mayLearn")));
        Assert.Equal([2, 6, 12], shown.GetProperty("followUps").EnumerateArray().Select(followUp => followUp.GetProperty("weeks").GetInt32()));
        Assert.Contains(service.CareRecords.EntriesOf(team.ClientId), entry => entry is { What: "activities", Act: "change", Basis: "team" } && entry.PersonId == team.NurseId);
        Assert.All(service.CareRecords.QuestionsAbout(team.ClientId), question => Assert.Equal("record", question.Scope));
    }

    [Fact]
    public async Task What_the_client_said_is_not_readable_in_the_database()
    {
        var (team, activity) = (await service.ACareTeamAsync(), await AnActivityAsync("Koor"));
        var link = await LinkAsync(team, activity);
        await (await FollowUpAsync(team.Nurse, link, 2, new { outcome = "goes", howItWent = "zingt weer" })).ExpectAsync(HttpStatusCode.NoContent);

        await using var dump = service.Database.CreateCommand("SELECT string_agg(l::text || f::text, '') FROM activity_links l JOIN follow_ups f ON f.link_id = l.id WHERE l.id = $1");
        dump.Parameters.AddWithValue(link);
        var text = (string)(await dump.ExecuteScalarAsync())!;
        foreach (var said in (string[])["weer naar het park", "de buurvrouw", "zingt weer"])
        {
            Assert.DoesNotContain(said, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(said)), text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Who_may_not_see_the_client_finds_nothing_and_links_nobody()
    {
        var (team, activity) = (await service.ACareTeamAsync(), await AnActivityAsync("Schaken"));
        var link = await LinkAsync(team, activity);
        using var stranger = service.Client(CallerKinds.Professional);
        using var neighbour = service.Client(CallerKinds.Citizen);

        await (await stranger.PostAsJsonAsync($"v1/clients/{team.ClientId}/links", ALink(activity))).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        foreach (var other in (HttpClient[])[stranger, neighbour])
        {
            await (await other.GetAsync($"v1/clients/{team.ClientId}/links")).ExpectAsync(HttpStatusCode.NotFound);
            await (await other.GetAsync($"v1/links/{link}")).ExpectAsync(HttpStatusCode.NotFound);
            await (await other.PostAsJsonAsync($"v1/links/{link}/_end", new { })).ExpectAsync(HttpStatusCode.NotFound);
        }
        using var office = service.Client(CallerKinds.BackOffice);
        await (await office.GetAsync($"v1/links/{link}")).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_an_answer_of_care_records_nothing_is_shown_and_nothing_changed()
    {
        var (team, activity) = (await service.ACareTeamAsync(), await AnActivityAsync("Eettafel"));
        var link = await LinkAsync(team, activity);

        service.CareRecords.IsAwayFor(team.ClientId);

        await (await team.Nurse.GetAsync($"v1/links/{link}")).ExpectAsync(HttpStatusCode.ServiceUnavailable);
        await (await team.Nurse.GetAsync($"v1/clients/{team.ClientId}/links")).ExpectAsync(HttpStatusCode.ServiceUnavailable);
        await (await team.Nurse.GetAsync($"v1/teams/{team.Id}/follow-ups?until=2030-01-01")).ExpectAsync(HttpStatusCode.ServiceUnavailable);
        await (await team.Nurse.PostAsJsonAsync($"v1/links/{link}/_end", new { })).ExpectAsync(HttpStatusCode.ServiceUnavailable);
        await (await team.Nurse.PostAsJsonAsync($"v1/clients/{team.ClientId}/links", ALink(await AnActivityAsync("Soep")))).ExpectAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(1, (await service.InDbAsync(db => db.ActivityLinks.SingleAsync(row => row.ClientId == team.ClientId))).Version);
    }

    [Fact]
    public async Task The_client_sees_and_ends_it_and_a_grant_lets_look_only()
    {
        var (team, activity, client, daughter) = (await service.ACareTeamAsync(), await AnActivityAsync("Fika"), Guid.CreateVersion7(), Guid.CreateVersion7());
        var link = await LinkAsync(team, activity);
        service.CareRecords.Grant(team.ClientId, client, "client");
        service.CareRecords.Grant(team.ClientId, daughter, "granted");
        using var themself = service.Client(CallerKinds.Citizen, client);
        using var looking = service.Client(CallerKinds.Citizen, daughter);
        using var integrator = service.Client(CallerKinds.Integrator, daughter);

        Assert.Equal(link, (await integrator.JsonAsync($"v1/links/{link}")).GetProperty("id").GetGuid());
        Assert.Equal(link, (await looking.JsonAsync($"v1/links/{link}")).GetProperty("id").GetGuid());
        await (await looking.PostAsJsonAsync($"v1/links/{link}/_end", new { })).RefusedAsync(HttpStatusCode.Forbidden, "may-only-look");
        await (await integrator.PostAsJsonAsync($"v1/links/{link}/_end", new { })).ExpectAsync(HttpStatusCode.Forbidden);
        await (await themself.PostAsJsonAsync($"v1/links/{link}/_end", new { })).ExpectAsync(HttpStatusCode.NoContent);
        await (await themself.PostAsJsonAsync($"v1/links/{link}/_end", new { })).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Equal(new ActivityLinkEnded(link, 2, team.ClientId, team.Id, Today), Assert.Single(await service.AnnouncedAsync<ActivityLinkEnded>(), ended => ended.LinkId == link));
        Assert.Empty((await team.Nurse.JsonAsync($"v1/teams/{team.Id}/follow-ups?until=2030-01-01")).Items());
    }

    [Fact]
    public async Task A_team_sees_what_is_due_and_tells_how_it_went()
    {
        var (team, activity) = (await service.ACareTeamAsync(), await AnActivityAsync("Taalcafé"));
        var link = await LinkAsync(team, activity, linkedOn: Today.AddDays(-43));
        using var outsider = service.Client(CallerKinds.Professional);

        await (await outsider.GetAsync($"v1/teams/{team.Id}/follow-ups")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        var due = (await team.Nurse.JsonAsync($"v1/teams/{team.Id}/follow-ups")).Items();
        Assert.Equal([2, 6], due.Select(followUp => followUp.GetProperty("weeks").GetInt32()));
        var first = await team.Nurse.JsonAsync($"v1/teams/{team.Id}/follow-ups?limit=1");
        Assert.Equal([6], (await team.Nurse.JsonAsync($"v1/teams/{team.Id}/follow-ups?limit=1&after={first.Text("next")}")).Items().Select(followUp => followUp.GetProperty("weeks").GetInt32()));

        await (await FollowUpAsync(team.Nurse, link, 2, new { outcome = "goes-sometimes", howItWent = "het is ver lopen" })).ExpectAsync(HttpStatusCode.NoContent);
        await (await FollowUpAsync(team.Nurse, link, 2, new { outcome = "goes" }, "\"1\"")).ExpectAsync(HttpStatusCode.PreconditionFailed);
        await (await FollowUpAsync(team.Nurse, link, 3, new { outcome = "goes" }, "\"2\"")).ExpectAsync(HttpStatusCode.NotFound);

        Assert.Equal([6], (await team.Nurse.JsonAsync($"v1/teams/{team.Id}/follow-ups")).Items().Select(followUp => followUp.GetProperty("weeks").GetInt32()));
        Assert.Equal(new ActivityLinkFollowedUp(link, 2, team.ClientId, team.Id), Assert.Single(await service.AnnouncedAsync<ActivityLinkFollowedUp>(), told => told.LinkId == link));
        Assert.Equal("het is ver lopen", (await team.Nurse.JsonAsync($"v1/links/{link}")).GetProperty("followUps")[0].Text("howItWent"));
    }

    [Fact]
    public async Task The_same_link_twice_is_refused_and_with_its_key_is_the_same()
    {
        var (team, activity) = (await service.ACareTeamAsync(), await AnActivityAsync("Moestuin"));
        var key = $"{Guid.NewGuid()}";
        Task<HttpResponseMessage> Post(string? idempotencyKey) => team.Nurse.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"v1/clients/{team.ClientId}/links")
        {
            Content = JsonContent.Create(ALink(activity)),
            Headers = { { "Idempotency-Key", idempotencyKey ?? $"{Guid.NewGuid()}" } },
        });

        var link = await (await Post(key)).IdAsync();
        Assert.Equal(link, await (await Post(key)).IdAsync());
        await (await Post(null)).RefusedAsync(HttpStatusCode.Conflict, "already-linked");
        await (await team.Nurse.PostAsJsonAsync($"v1/links/{link}/_end", new { })).ExpectAsync(HttpStatusCode.NoContent);
        Assert.NotEqual(link, await (await Post(null)).IdAsync());
    }

    [Theory]
    [InlineData(1, 0, "active", false, "agreement-missing")]
    [InlineData(0, 1, "active", false, "linked-on-out-of-range")]
    [InlineData(-200, -91, "active", false, "linked-on-out-of-range")]
    [InlineData(-1, -2, "active", false, "linked-before-agreement")]
    [InlineData(0, 0, "defunct", false, "activity-gone")]
    [InlineData(0, 0, "active", true, "activity-gone")]
    [InlineData(-3, -2, "temporarily closed", false, null)]
    public void A_link_needs_an_agreement_a_day_and_an_activity_that_exists(int agreed, int linked, string status, bool gone, string? code)
    {
        var activity = new Entry { Kind = EntryKinds.Service, Id = Guid.CreateVersion7(), Name = "x", Document = "{}", Hash = [], Status = status, GoneSince = gone ? DateTimeOffset.UnixEpoch : null, ChangedAt = default };
        var decided = LinkClientEndpoint.Decide(
            new(activity.Id, "goal", Today.AddDays(agreed), AgreedBy.Client, MayLearn.Nothing, LinkedOn: Today.AddDays(linked)), new Client { Id = Guid.CreateVersion7(), TeamId = Guid.CreateVersion7() }, activity, Today);

        Assert.Equal(code, decided.Accepted(out _, out var refusal) ? null : refusal.Code);
    }

    private static object ALink(Guid activity, DateOnly? linkedOn = null) => new
    {
        serviceId = activity,
        goal = "weer naar het park",
        goesAlong = "de buurvrouw",
        agreedOn = linkedOn ?? Today,
        agreedBy = "client",
        mayLearn = "first-name",
        linkedOn = linkedOn ?? Today,
    };

    private static async Task<Guid> LinkAsync(CareTeam team, Guid activity, DateOnly? linkedOn = null) =>
        await (await team.Nurse.PostAsJsonAsync($"v1/clients/{team.ClientId}/links", ALink(activity, linkedOn))).IdAsync();

    private static async Task<HttpResponseMessage> FollowUpAsync(HttpClient client, Guid link, int weeks, object body, string ifMatch = "\"1\"")
    {
        var followUps = (await client.JsonAsync($"v1/links/{link}")).GetProperty("followUps").EnumerateArray();
        var id = followUps.Where(followUp => followUp.GetProperty("weeks").GetInt32() == weeks).Select(followUp => followUp.GetProperty("id").GetGuid()).SingleOrDefault();
        return await client.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"v1/links/{link}/follow-ups/{id}") { Content = JsonContent.Create(body), Headers = { { "If-Match", ifMatch } } });
    }

    private async Task<Guid> AnActivityAsync(string name)
    {
        var id = Guid.CreateVersion7();
        using var directory = new TestDirectory().With("services.json", new[] { TestDirectory.AService(name, id) });
        await service.ImportAsync($"links-{id:N}", directory.Path);
        return id;
    }
}
