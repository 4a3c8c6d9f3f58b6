using System.Net;
using System.Net.Http.Json;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Features;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

public sealed class EntitlementTests(CareEventsFixture service)
{
    [Fact]
    public async Task Whom_the_back_office_did_not_name_hears_nothing_and_only_the_back_office_names()
    {
        var nobody = new IntegratorClient(service, $"integrator-{Guid.CreateVersion7()}", CareEventsFixture.AllScopes);
        var receiver = service.Receivers.New();

        await (await nobody.Http.GetAsync("v1/events")).RefusedAsync(HttpStatusCode.Forbidden, "not-entitled");
        await (await nobody.Http.GetAsync("v1/my-entitlement")).RefusedAsync(HttpStatusCode.Forbidden, "not-entitled");
        await (await nobody.Http.PostAsJsonAsync("v1/subscriptions", new { way = "webhook", url = receiver.Address })).RefusedAsync(HttpStatusCode.Forbidden, "not-entitled");
        foreach (var kind in new[] { CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Coach, CallerKinds.Operator, CallerKinds.Integrator })
        {
            using var client = service.Client(kind);
            await (await client.PutAsJsonAsync($"v1/integrators/{nobody.ClientId}", new { wholeInstall = true, areas = Array.Empty<string>(), teams = Array.Empty<Guid>(), scopes = new[] { Catalogue.Visits } })).ExpectAsync(HttpStatusCode.Forbidden);
        }
        using var office = service.Client(CallerKinds.BackOffice);
        await (await office.GetAsync("v1/events")).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_type_needs_a_scope_that_the_token_has_and_the_back_office_allows()
    {
        var team = Guid.CreateVersion7();
        var integrator = await service.AnIntegratorAsync([team], scopes: $"{Catalogue.Visits} {Catalogue.Clients} something.else", allowed: $"{Catalogue.Visits} {Catalogue.Teams}");
        var scopeless = new IntegratorClient(service, integrator.ClientId, "");
        var before = await service.HeadAsync();
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        await service.PublishAsync(new TeamAbsenceChanged(team, 1));
        await service.PublishAsync(new Contracts.CareRecords.ClientAdmitted(Guid.CreateVersion7(), 1, team, "hash", new DateOnly(2026, 10, 1)));
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(team)).Count == 3, "all in the log");

        Assert.Equal("visit-planned", Assert.Single(await integrator.ReadAllAsync(before)).GetProperty("type").GetString()!.Split('.')[3]);
        await (await scopeless.Http.GetAsync("v1/events")).RefusedAsync(HttpStatusCode.Forbidden, "no-scope");
        var mine = (await integrator.Http.GetFromJsonAsync<MyEntitlement>("v1/my-entitlement", Answers.Json))!;
        Assert.All(mine.Types, type => Assert.True(type.Contains(".visits.", StringComparison.Ordinal) || type.EndsWith("sharing-changed.v1", StringComparison.Ordinal)));
        await (await integrator.Http.GetAsync($"v1/events?types={CareEventsFixture.Prefix}clients.client-admitted.v1")).RefusedAsync(HttpStatusCode.Forbidden, "type-not-open");
        await (await integrator.Http.GetAsync("v1/events?types=visit-planned")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-type");
    }

    [Fact]
    public async Task Teams_come_by_name_or_by_their_area_and_nobody_narrows_down_to_what_is_not_open()
    {
        var (mine, inArea, elsewhere) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (area, otherArea) = ($"area-{mine}", $"area-{elsewhere}");
        await service.PublishAsync(new TeamPlaced(inArea, 1, area));
        await service.PublishAsync(new TeamPlaced(elsewhere, 2, otherArea));
        await service.PublishAsync(new TeamPlaced(elsewhere, 1, area)); // comes late
        var integrator = await service.AnIntegratorAsync([mine], [area]);
        var before = await service.HeadAsync();
        foreach (var team in new[] { mine, inArea, elsewhere })
            await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(elsewhere)).Count + (await service.LoggedAsync(mine)).Count + (await service.LoggedAsync(inArea)).Count == 3, "all in the log");

        Assert.Equal(new[] { mine, inArea }.Order(), (await integrator.ReadAllAsync(before)).Select(told => told.GetProperty("data").GetProperty("teamId").GetGuid()).Order());
        var receiver = service.Receivers.New();
        var id = await integrator.SubscribeAsync(receiver, areas: [area]);
        await (await integrator.ActAsync(id, "replay", new { after = $"{before}" })).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 1), "the event of the area");
        Assert.Equal(inArea, receiver.Log[0].Event.GetProperty("data").GetProperty("teamId").GetGuid());
        await RefusedAsync(new { way = "webhook", url = receiver.Address, teams = new[] { elsewhere } }, "team-not-open");
        await RefusedAsync(new { way = "webhook", url = receiver.Address, areas = new[] { otherArea } }, "area-not-open");

        async Task RefusedAsync(object subscription, string code) => await (await integrator.Http.PostAsJsonAsync("v1/subscriptions", subscription)).RefusedAsync(HttpStatusCode.Forbidden, code);
    }

    [Fact]
    public async Task What_has_no_team_is_for_the_whole_install()
    {
        var claim = Guid.CreateVersion7();
        var (whole, part) = (await service.AnIntegratorAsync(wholeInstall: true), await service.AnIntegratorAsync([Guid.CreateVersion7()]));
        var before = await service.HeadAsync();
        await service.PublishAsync(new ClaimSubmitted(claim, 3, "nl-wmo:9901", "2026-10"));
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(claim)).Count == 1, "the claim in the log");

        Assert.Contains(await whole.ReadAllAsync(before), told => told.GetProperty("subject").GetString() == claim.ToString());
        Assert.DoesNotContain(await part.ReadAllAsync(before), told => told.GetProperty("subject").GetString() == claim.ToString());
    }

    [Fact]
    public async Task What_the_back_office_takes_away_is_silent_at_once_in_running_subscriptions()
    {
        var (kept, taken) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var integrator = await service.AnIntegratorAsync([kept, taken]);
        var receiver = service.Receivers.New();
        await integrator.SubscribeAsync(receiver);

        await service.EntitleAsync(integrator.ClientId, [kept]);
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), taken));
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(taken)).Count == 1, "the event in the log");
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), kept));
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count > 0), "the event of the team that is left");

        Assert.Equal(kept, Assert.Single(receiver.Log).Event.GetProperty("data").GetProperty("teamId").GetGuid());
        using var office = service.Client(CallerKinds.BackOffice);
        await (await office.DeleteAsync($"v1/integrators/{integrator.ClientId}")).ExpectAsync(HttpStatusCode.NoContent);
        await (await integrator.Http.GetAsync("v1/events")).RefusedAsync(HttpStatusCode.Forbidden, "not-entitled");
    }

    [Fact]
    public async Task Subscriptions_of_others_are_not_there()
    {
        var (mine, other) = (await service.AnIntegratorAsync(wholeInstall: true), await service.AnIntegratorAsync(wholeInstall: true));
        var id = await mine.SubscribeAsync(service.Receivers.New(), types: ["claims.claim-answered.v1"]);

        foreach (var address in new[] { "", "/secrets", "/deliveries" })
            await (await other.Http.GetAsync($"v1/subscriptions/{id}{address}")).ExpectAsync(HttpStatusCode.NotFound);
        foreach (var act in new[] { "challenge", "test", "pause", "resume", "rotate-secret" })
            await (await other.ActAsync(id, act)).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.ActAsync(id, "replay", new { after = "0" })).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.Http.DeleteAsync($"v1/subscriptions/{id}")).ExpectAsync(HttpStatusCode.NotFound);
        Assert.DoesNotContain((await other.Http.GetFromJsonAsync<Platform.Page<ShownSubscription>>("v1/subscriptions", Answers.Json))!.Items, subscription => subscription.Id == id);
    }

    [Fact]
    public async Task A_filter_is_replaced_by_who_saw_the_present_one()
    {
        var integrator = await service.AnIntegratorAsync(wholeInstall: true);
        var id = await integrator.SubscribeAsync(service.Receivers.New());
        var filter = new { types = new[] { CareEventsFixture.Prefix + "visits.visit-completed.v1" }, teams = new[] { Guid.CreateVersion7() }, areas = Array.Empty<string>() };
        var tag = (await integrator.Http.GetAsync($"v1/subscriptions/{id}")).Headers.ETag!;

        await (await PutAsync(null)).ExpectAsync(HttpStatusCode.PreconditionRequired);
        await (await PutAsync(tag.ToString())).ExpectAsync(HttpStatusCode.NoContent);
        await (await PutAsync(tag.ToString())).ExpectAsync(HttpStatusCode.PreconditionFailed);

        var shown = await integrator.ShowAsync(id);
        Assert.Equal((filter.types[0], filter.teams[0]), (Assert.Single(shown.Types), Assert.Single(shown.Teams)));

        Task<HttpResponseMessage> PutAsync(string? match)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, $"v1/subscriptions/{id}/filter") { Content = JsonContent.Create(filter) };
            if (match is not null)
                request.Headers.TryAddWithoutValidation("If-Match", match);
            return integrator.Http.SendAsync(request);
        }
    }
}
