using System.Net;
using System.Text.Json;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class EpisodeTests(CareRecordsHost service)
{
    [Fact]
    public async Task The_end_of_care_is_shown_announced_and_in_the_clients_log()
    {
        var client = await service.AdmitAsync();

        await EndAsync(client, "2026-10-31", "ended-by-client");

        Assert.Equal([(1, "2026-10-01", "2026-10-31", "ended-by-client")], await EpisodesAsync(client));
        Assert.Equal([new CareEnded(client.Id, 2, service.Oost, 1, new(2026, 10, 1), new(2026, 10, 31), "ended-by-client")], await EndedAsync(client));
        Assert.Contains("A member of your team recorded the end of your care", await service.WordsAsync(client));
    }

    [Fact]
    public async Task The_same_end_once_more_changes_nothing_and_another_corrects_it()
    {
        var client = await service.AdmitAsync();
        await EndAsync(client, "2026-10-31", "completed");
        await EndAsync(client, "2026-10-31", "completed");
        await EndAsync(client, "2026-10-30", "died");

        Assert.Equal([(2L, "completed"), (3L, "died")], (await EndedAsync(client)).Select(ended => (ended.Version, ended.Reason)));
        Assert.Equal([(1, "2026-10-01", "2026-10-30", "died")], await EpisodesAsync(client));
    }

    [Fact]
    public async Task Care_begins_again_as_another_episode_which_ends_by_itself()
    {
        var client = await service.AdmitAsync();
        await EndAsync(client, "2026-10-10", "paused");

        await ResumeAsync(client, "2026-10-20");
        await ResumeAsync(client, "2026-10-20");
        await EndAsync(client, "2026-10-31", "completed");

        Assert.Equal([(1, "2026-10-01", "2026-10-10", "paused"), (2, "2026-10-20", "2026-10-31", "completed")], await EpisodesAsync(client));
        Assert.Equal([new CareResumed(client.Id, 3, service.Oost, 2, new(2026, 10, 20))], await ResumedAsync(client));
        Assert.Equal(new CareEnded(client.Id, 4, service.Oost, 2, new(2026, 10, 20), new(2026, 10, 31), "completed"), (await EndedAsync(client))[^1]);
        Assert.Contains("A member of your team recorded that your care begins again", await service.WordsAsync(client));
    }

    [Fact]
    public async Task An_end_that_was_none_is_taken_back()
    {
        var client = await service.AdmitAsync();
        await EndAsync(client, "2026-10-10", "moved");

        await ResumeAsync(client, "2026-10-01");

        Assert.Equal([(1, "2026-10-01", null, null)], await EpisodesAsync(client));
        Assert.Equal([new CareResumed(client.Id, 3, service.Oost, 1, new(2026, 10, 1))], await ResumedAsync(client));
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var client = await service.AdmitAsync();

        Assert.Equal("still-in-care", (await PostAsync(client, "_resume-care", new { admittedOn = "2026-10-05" }, HttpStatusCode.Conflict)).Code());
        Assert.Equal("ends-before-admission", (await PostAsync(client, "_end-care", new { endedOn = "2026-09-30", reason = "died" }, HttpStatusCode.UnprocessableEntity)).Code());
        Assert.Equal("ends-in-the-future", (await PostAsync(client, "_end-care", new { endedOn = "2999-01-01", reason = "died" }, HttpStatusCode.UnprocessableEntity)).Code());
        await PostAsync(client, "_end-care", new { endedOn = "2026-10-10", reason = "fed-up" }, HttpStatusCode.BadRequest);
        await PostAsync(client, "_end-care", new { reason = "died" }, HttpStatusCode.BadRequest);
        await EndAsync(client, "2026-10-10", "moved");
        Assert.Equal("begins-before-the-end", (await PostAsync(client, "_resume-care", new { admittedOn = "2026-10-10" }, HttpStatusCode.UnprocessableEntity)).Code());
    }

    [Fact]
    public async Task Only_the_team_ends_and_resumes_care_and_the_attempt_of_another_is_in_the_log()
    {
        var client = await service.AdmitAsync();
        foreach (var other in (HttpClient[])[client.Http, service.NurseOfWest, service.Client(CallerKinds.Citizen)])
        {
            await other.PostAsync($"v1/clients/{client.Id}/_end-care", new { endedOn = "2026-10-10", reason = "moved" }, HttpStatusCode.NotFound);
            await other.PostAsync($"v1/clients/{client.Id}/_resume-care", new { admittedOn = "2026-10-10" }, HttpStatusCode.NotFound);
        }

        Assert.Empty(await EndedAsync(client));
        Assert.Contains("A professional from outside your team tried to record the end of your care and was refused", await service.WordsAsync(client));
    }

    [Fact]
    public async Task Several_who_end_care_at_once_end_it_with_a_version_each()
    {
        var client = await service.AdmitAsync();
        using var nurse = service.DistrictNurse;

        var answers = await Task.WhenAll(Enumerable.Range(10, 6).Select(day => nurse.PostAsJson($"v1/clients/{client.Id}/_end-care", new { endedOn = $"2026-10-{day}", reason = "moved" })));

        Assert.All(answers, status => Assert.Contains(status, new[] { HttpStatusCode.NoContent, HttpStatusCode.Conflict }));
        var told = await EndedAsync(client);
        Assert.Equal(answers.Count(status => status is HttpStatusCode.NoContent), told.Count);
        Assert.Equal(Enumerable.Range(2, told.Count).Select(version => (long)version), told.Select(ended => ended.Version).Order());
    }

    [Fact]
    public async Task The_team_and_the_client_see_the_record_after_the_end_and_the_list_says_so()
    {
        var client = await service.AdmitAsync();
        await EndAsync(client, "2026-10-31", "completed");

        await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);
        await client.Http.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);
        Assert.Equal("2026-10-31", (await AllOfOostAsync()).Single(listed => listed.Id() == client.Id).Text("endedOn"));
    }

    [Fact]
    public async Task Who_was_in_care_before_is_not_admitted_as_somebody_else()
    {
        var bsn = CareRecordsHost.NewBsn();
        var id = (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(bsn), HttpStatusCode.Created)).Id();
        await service.DistrictNurse.PostAsync($"v1/clients/{id}/_end-care", new { endedOn = "2026-10-10", reason = "moved" }, HttpStatusCode.NoContent);

        Assert.Equal("cared-for-before", (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(bsn), HttpStatusCode.Conflict)).Code());
        Assert.Equal("already-in-care", (await service.NurseOfWest.PostAsync("v1/clients", service.Admission(bsn, team: service.West), HttpStatusCode.Conflict)).Code());
    }

    [Fact]
    public void The_reasons_are_those_that_payers_are_told() => Assert.Equal(
        ["completed", "died", "moved", "paused", "ended-by-client", "ended-by-provider", "ended-in-agreement", "other-care", "other-payer", "other"],
        Enum.GetNames<EndReason>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    private Task EndAsync(AClient client, string endedOn, string reason) => PostAsync(client, "_end-care", new { endedOn, reason }, HttpStatusCode.NoContent);

    private Task ResumeAsync(AClient client, string admittedOn) => PostAsync(client, "_resume-care", new { admittedOn }, HttpStatusCode.NoContent);

    private Task<JsonElement> PostAsync(AClient client, string verb, object body, HttpStatusCode expected) =>
        service.Assistant.PostAsync($"v1/clients/{client.Id}/{verb}", body, expected);

    private async Task<List<(int, string, string?, string?)>> EpisodesAsync(AClient client) =>
        [.. (await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK)).GetProperty("episodes").EnumerateArray().Select(episode => (
            episode.GetProperty("episode").GetInt32(), episode.Text("admittedOn"), episode.GetProperty("endedOn").GetString(), episode.GetProperty("reason").GetString()))];

    private async Task<List<JsonElement>> AllOfOostAsync()
    {
        var (all, after) = (new List<JsonElement>(), "");
        while (true)
        {
            var page = await service.Assistant.GetAsync($"v1/clients?teamId={service.Oost}&limit=200{after}", HttpStatusCode.OK);
            all.AddRange(page.Items());
            if (page.GetProperty("next").GetString() is not { } next) return all;
            after = $"&after={next}";
        }
    }

    private async Task<List<CareEnded>> EndedAsync(AClient client) => [.. (await service.AnnouncedAsync<CareEnded>()).Where(ended => ended.ClientId == client.Id)];

    private async Task<List<CareResumed>> ResumedAsync(AClient client) => [.. (await service.AnnouncedAsync<CareResumed>()).Where(resumed => resumed.ClientId == client.Id)];
}
