using System.Net;
using Buurtzorg.Contracts;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class AccessTests(CareRecordsHost service)
{
    [Fact]
    public async Task The_client_lets_their_daughter_see_the_visits_and_refuses_the_neighbour_and_reads_both_attempts()
    {
        var client = await service.AdmitAsync();
        var daughter = await service.KnowAsync(client, "Femke", "daughter");
        var neighbour = await service.KnowAsync(client, "Harm", "neighbour");
        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{daughter.Id}", new { decision = "granted", scopes = (string[])["schedule"] }, HttpStatusCode.NoContent);
        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{neighbour.Id}", new { decision = "refused" }, HttpStatusCode.NoContent);

        Assert.Equal((true, "granted"), await AskAsync(client, daughter.Id));
        Assert.Equal((false, "none"), await AskAsync(client, neighbour.Id));

        var words = await service.WordsAsync(client);
        Assert.Contains("Your daughter looked at your visits", words);
        Assert.Contains("Your neighbour tried to look at your visits and was refused", words);
        Assert.Contains("You changed your access rules", words);
    }

    [Fact]
    public async Task A_revoked_grant_holds_for_the_very_next_decision()
    {
        var client = await service.AdmitAsync();
        var daughter = await service.KnowAsync(client, "Femke", "daughter");
        var rule = $"v1/clients/{client.Id}/access-rules/{daughter.Id}";
        await client.Http.PutAsync(rule, new { decision = "granted", scopes = (string[])["schedule", "record"] }, HttpStatusCode.NoContent);
        Assert.True((await AskAsync(client, daughter.Id)).Allowed);
        await daughter.Http.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);

        await client.Http.DeleteAsync(rule, HttpStatusCode.NoContent);

        Assert.False((await AskAsync(client, daughter.Id)).Allowed);
        await daughter.Http.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.NotFound);
        await client.Http.DeleteAsync(rule, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task No_look_that_the_log_shows_after_the_revoking_was_allowed()
    {
        var client = await service.AdmitAsync();
        var daughter = await service.KnowAsync(client, "Femke", "daughter");
        var rule = $"v1/clients/{client.Id}/access-rules/{daughter.Id}";
        await client.Http.PutAsync(rule, new { decision = "granted", scopes = (string[])["schedule"] }, HttpStatusCode.NoContent);

        var looks = Enumerable.Range(0, 30).Select(_ => AskAsync(client, daughter.Id)).ToList();
        await client.Http.DeleteAsync(rule, HttpStatusCode.NoContent);
        await Task.WhenAll(looks);

        var log = (await client.Http.GetAsync($"v1/clients/{client.Id}/access-log?limit=200", HttpStatusCode.OK)).Items();
        var sinceRevoking = log.TakeWhile(entry => entry.Text("what") != "access-rules");
        Assert.DoesNotContain(sinceRevoking, entry => entry.Text("what") == "visits" && entry.GetProperty("allowed").GetBoolean());
        Assert.Equal(30, log.Count(entry => entry.Text("what") == "visits"));
    }

    [Fact]
    public async Task Two_decisions_about_one_person_at_once_leave_one_rule()
    {
        var client = await service.AdmitAsync();
        var rule = $"v1/clients/{client.Id}/access-rules/{Guid.CreateVersion7()}";

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 3 == 2
            ? client.Http.DeleteAsync(rule, HttpStatusCode.NoContent)
            : client.Http.PutAsync(rule, new { decision = "granted", scopes = (string[])["schedule"] }, HttpStatusCode.NoContent)));
        await client.Http.PutAsync(rule, new { decision = "refused" }, HttpStatusCode.NoContent);

        var only = Assert.Single((await client.Http.GetAsync($"v1/clients/{client.Id}/access-rules", HttpStatusCode.OK)).Items());
        Assert.Equal(("refused", 0), (only.Text("decision"), only.GetProperty("scopes").GetArrayLength()));
    }

    [Fact]
    public async Task A_grant_opens_its_scopes_and_nothing_else()
    {
        var client = await service.AdmitAsync();
        var son = await service.KnowAsync(client, "Jelle", "son");
        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{son.Id}", new { decision = "granted", scopes = (string[])["record"] }, HttpStatusCode.NoContent);

        await son.Http.GetAsync($"v1/clients/{client.Id}/network", HttpStatusCode.OK);
        Assert.False((await AskAsync(client, son.Id)).Allowed);
        await son.Http.GetAsync($"v1/clients/{client.Id}/access-log", HttpStatusCode.NotFound);
        await son.Http.PostAsync($"v1/clients/{client.Id}/network", new { name = "Ids", relation = "friend" }, HttpStatusCode.NotFound);
        await son.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{son.Id}", new { decision = "granted", scopes = (string[])["access-log"] }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_representative_decides_for_the_client_until_the_client_refuses_them()
    {
        var client = await service.AdmitAsync();
        var representative = await service.KnowAsync(client, "Wiebe", "brother", representative: true);
        var friend = Guid.CreateVersion7();
        await representative.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{friend}", new { decision = "refused" }, HttpStatusCode.NoContent);
        var log = await representative.Http.GetAsync($"v1/clients/{client.Id}/access-log", HttpStatusCode.OK);
        Assert.Contains(log.Items(), entry => entry.Text("words") == "Their brother changed their access rules" && entry.Text("name") == "Wiebe");

        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{representative.Id}", new { decision = "refused" }, HttpStatusCode.NoContent);

        await representative.Http.GetAsync($"v1/clients/{client.Id}/access-rules", HttpStatusCode.NotFound);
        var rules = await client.Http.GetAsync($"v1/clients/{client.Id}/access-rules", HttpStatusCode.OK);
        Assert.Equal(new[] { friend, representative.Id }.Order(), rules.Items().Select(rule => rule.GetProperty("personId").GetGuid()).Order());
        Assert.All(rules.Items(), rule => Assert.Equal("refused", rule.Text("decision")));
    }

    [Fact]
    public async Task Whoever_may_not_see_a_client_cannot_tell_whether_there_is_one()
    {
        var client = await service.AdmitAsync();
        foreach (var stranger in (HttpClient[])[service.NurseOfWest, service.Client(CallerKinds.Citizen), service.Client(CallerKinds.Coach), service.Client(CallerKinds.BackOffice), service.Client(CallerKinds.Operator)])
        {
            var denied = await stranger.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.NotFound);
            var unknown = await stranger.GetAsync($"v1/clients/{Guid.CreateVersion7()}", HttpStatusCode.NotFound);
            Assert.Equal((unknown.Text("type"), unknown.Text("title"), unknown.Text("detail")), (denied.Text("type"), denied.Text("title"), denied.Text("detail")));
            await stranger.PostAsync($"v1/clients/{client.Id}/network", new { name = "Ids", relation = "friend" }, HttpStatusCode.NotFound, Guid.NewGuid().ToString());
        }

        var words = await service.WordsAsync(client);
        Assert.Contains("A coach tried to look at your record and was refused", words);
        Assert.Contains("A professional from outside your team tried to change your network and was refused", words);
        Assert.Contains("The back office tried to look at your record and was refused", words);
    }

    [Fact]
    public async Task The_team_sees_the_record_and_not_the_log_nor_the_rules()
    {
        var client = await service.AdmitAsync();

        await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);
        await service.Assistant.GetAsync($"v1/clients/{client.Id}/access-log", HttpStatusCode.NotFound);
        await service.Assistant.GetAsync($"v1/clients/{client.Id}/access-rules", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"decision": "granted", "scopes": []}""", HttpStatusCode.UnprocessableEntity, "grant-names-nothing")]
    [InlineData("""{"decision": "granted", "scopes": ["record"], "until": "2020-01-01T00:00:00Z"}""", HttpStatusCode.UnprocessableEntity, "grant-is-over")]
    [InlineData("""{"decision": "refused", "scopes": ["record"]}""", HttpStatusCode.UnprocessableEntity, "refusal-is-whole")]
    public async Task A_rule_that_says_nothing_clear_is_refused(string rule, HttpStatusCode status, string code)
    {
        var client = await service.AdmitAsync();

        Assert.Equal(code, (await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{Guid.CreateVersion7()}", rule, status)).Code());
    }

    [Theory]
    [InlineData("""{"scopes": ["record"]}""")]
    [InlineData("""{"decision": "granted", "scopes": ["everything"]}""")]
    [InlineData("""{"decision": "granted", "scopes": ["record"], "until": "tomorrow"}""")]
    public async Task A_malformed_rule_is_a_bad_request(string rule)
    {
        var client = await service.AdmitAsync();

        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{Guid.CreateVersion7()}", rule, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_refusal_is_about_people_outside_the_team()
    {
        var client = await service.AdmitAsync();

        Assert.Equal("member-of-the-team", (await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{service.DistrictNurseId}", new { decision = "refused" }, HttpStatusCode.Conflict)).Code());
        Assert.Equal("about-the-client", (await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{client.PersonId}", new { decision = "refused" }, HttpStatusCode.UnprocessableEntity)).Code());
    }

    [Fact]
    public async Task Somebody_stands_in_the_network_once()
    {
        var client = await service.AdmitAsync();
        var daughter = await service.KnowAsync(client, "Femke", "daughter");
        await client.Http.PostAsync($"v1/clients/{client.Id}/network", new { name = "Ids", relation = "friend" }, HttpStatusCode.Created);

        Assert.Equal("already-in-the-network", (await client.Http.PostAsync($"v1/clients/{client.Id}/network", new { name = "Femke", relation = "daughter", personId = daughter.Id }, HttpStatusCode.Conflict)).Code());

        var network = (await service.DistrictNurse.GetAsync($"v1/clients/{client.Id}/network", HttpStatusCode.OK)).Items();
        Assert.Equal(["Femke the daughter", "Ids the friend"], network.Select(person => $"{person.Text("name")} the {person.Text("relation")}"));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM network_people WHERE position('Femke'::bytea IN sealed_person) > 0"));
    }

    [Fact]
    public async Task A_token_that_has_expired_or_is_of_another_issuer_opens_nothing()
    {
        var client = await service.AdmitAsync();
        await using var other = new Buurtzorg.Testing.TestIssuer();
        using var expired = service.ClientWith(service.Issuer.Token(CallerKinds.Citizen, client.PersonId.ToString(), expiresIn: TimeSpan.FromMinutes(-5)));
        using var foreign = service.ClientWith(other.Token(CallerKinds.Citizen, client.PersonId.ToString()));

        await expired.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.Unauthorized);
        await foreign.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.Unauthorized);
    }

    private async Task<(bool Allowed, string Basis)> AskAsync(AClient client, Guid person)
    {
        using var scheduling = service.Scheduling;
        var decided = await scheduling.PostAsync("v1/access-decisions",
            new { clientId = client.Id, personId = person, kind = "citizen", scope = "schedule", what = "visits" }, HttpStatusCode.OK);
        return (decided.GetProperty("allowed").GetBoolean(), decided.Text("basis"));
    }
}
