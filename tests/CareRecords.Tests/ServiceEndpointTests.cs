using System.Net;
using Buurtzorg.Contracts;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class ServiceEndpointTests(CareRecordsHost service)
{
    [Fact]
    public async Task What_a_service_shows_stands_in_the_log_of_each_client_before_it_is_shown()
    {
        var (first, second) = (await service.AdmitAsync(), await service.AdmitAsync());

        await service.Scheduling.PostAsync("v1/access-entries", new
        {
            entries = new object[]
            {
                new { clientId = first.Id, personId = service.DistrictNurseId, kind = "professional", what = "visits", basis = "team" },
                new { clientId = second.Id, personId = Guid.CreateVersion7(), kind = "back-office", what = "claims", basis = "back-office" },
                new { clientId = second.Id, personId = service.DistrictNurseId, kind = "professional", what = "visits", basis = "team", act = "change" },
            },
        }, HttpStatusCode.NoContent);

        var entry = (await first.Http.GetAsync($"v1/clients/{first.Id}/access-log", HttpStatusCode.OK)).Items().Single(entry => entry.Text("what") == "visits");
        Assert.Equal(("A member of your team looked at your visits", "scheduling", service.Oost), (entry.Text("words"), entry.Text("service"), entry.GetProperty("teamId").GetGuid()));
        Assert.Contains("The back office looked at your claims", await service.WordsAsync(second));
        Assert.Contains("A member of your team changed your visits", await service.WordsAsync(second));
    }

    [Fact]
    public async Task Repeated_entries_with_their_key_are_written_once()
    {
        var (client, key) = (await service.AdmitAsync(), Guid.NewGuid().ToString());
        var entries = new { entries = new object[] { new { clientId = client.Id, personId = Guid.CreateVersion7(), kind = "professional", what = "visits", basis = "team" } } };

        await service.Scheduling.PostAsync("v1/access-entries", entries, HttpStatusCode.NoContent, key);
        await service.Scheduling.PostAsync("v1/access-entries", entries, HttpStatusCode.NoContent, key);

        Assert.Single((await client.Http.GetAsync($"v1/clients/{client.Id}/access-log", HttpStatusCode.OK)).Items(), entry => entry.Text("what") == "visits");
    }

    [Fact]
    public async Task Entries_of_an_unknown_client_write_nothing()
    {
        var client = await service.AdmitAsync();
        var entries = new[] { client.Id, Guid.CreateVersion7() }.Select(id => new { clientId = id, personId = Guid.CreateVersion7(), kind = "professional", what = "visits", basis = "team" });

        Assert.Equal("unknown-client", (await service.Scheduling.PostAsync("v1/access-entries", new { entries }, HttpStatusCode.UnprocessableEntity)).Code());

        Assert.DoesNotContain("A member of your team looked at your visits", await service.WordsAsync(client));
    }

    [Theory]
    [InlineData("visits\n")]
    [InlineData("Visits of Femke")]
    [InlineData("")]
    public async Task What_is_a_code_and_never_a_text(string what)
    {
        var client = await service.AdmitAsync();

        await service.Scheduling.PostAsync("v1/access-entries",
            new { entries = new object[] { new { clientId = client.Id, personId = Guid.CreateVersion7(), kind = "professional", what, basis = "team" } } }, HttpStatusCode.BadRequest);
        await service.Scheduling.PostAsync("v1/access-decisions",
            new { clientId = client.Id, personId = Guid.CreateVersion7(), kind = "citizen", scope = "schedule", what }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_decision_about_an_unknown_client_is_no()
    {
        var decided = await service.Scheduling.PostAsync("v1/access-decisions",
            new { clientId = Guid.CreateVersion7(), personId = Guid.CreateVersion7(), kind = "professional", scope = "schedule", what = "visits" }, HttpStatusCode.OK);

        Assert.False(decided.GetProperty("allowed").GetBoolean());
    }

    [Fact]
    public async Task Billing_learns_who_a_client_is_for_a_claim_and_the_client_reads_it()
    {
        var (bsn, person) = (CareRecordsHost.NewBsn(), Guid.CreateVersion7());
        var id = (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(bsn, person), HttpStatusCode.Created)).Id();

        var resolved = await service.Billing.PostAsync("v1/identities/_resolve", new { purpose = "claim", clientIds = new[] { id, Guid.CreateVersion7() } }, HttpStatusCode.OK);

        var identity = Assert.Single(resolved.GetProperty("identities").EnumerateArray());
        Assert.Equal((id, bsn, "T.E.", "Voorbeeldsma", "1941-05-17", "female", "9999 XK"),
            (identity.GetProperty("clientId").GetGuid(), identity.Text("bsn"), identity.Text("initials"), identity.Text("familyName"), identity.Text("dateOfBirth"), identity.Text("sex"), identity.GetProperty("address").Text("postcode")));
        Assert.Contains("The billing service looked at your name and number, for a claim", await service.WordsAsync(new(id, person, service.Client(CallerKinds.Citizen, person))));
    }

    [Fact]
    public async Task Scheduling_learns_the_address_and_not_the_number()
    {
        var client = await service.AdmitAsync();

        var resolved = await service.Scheduling.PostAsync("v1/identities/_resolve", new { purpose = "visit", clientIds = new[] { client.Id } }, HttpStatusCode.OK);

        Assert.Equal(System.Text.Json.JsonValueKind.Null, resolved.GetProperty("identities")[0].GetProperty("bsn").ValueKind);
    }

    [Fact]
    public async Task The_social_map_asks_who_may_see_a_client_s_activities_and_enters_what_was_changed()
    {
        var client = await service.AdmitAsync();
        using var socialMap = service.ServiceClient("social-map");

        var decided = await socialMap.PostAsync("v1/access-decisions", new { clientId = client.Id, personId = service.DistrictNurseId, kind = "professional", scope = "record", what = "activities" }, HttpStatusCode.OK);
        await socialMap.PostAsync("v1/access-entries",
            new { entries = new object[] { new { clientId = client.Id, personId = service.DistrictNurseId, kind = "professional", what = "activities", basis = "team", act = "change" } } }, HttpStatusCode.NoContent);

        Assert.Equal((true, "team"), (decided.GetProperty("allowed").GetBoolean(), decided.Text("basis")));
        var words = await service.WordsAsync(client);
        Assert.Contains("A member of your team looked at your activities", words);
        Assert.Contains("A member of your team changed your activities", words);
    }

    [Fact]
    public async Task Nobody_but_the_services_concerned_asks()
    {
        var id = Guid.CreateVersion7();
        foreach (var other in (HttpClient[])[service.DistrictNurse, service.Client(CallerKinds.Operator), service.ServiceClient("staff-wellbeing")])
        {
            await other.PostAsync("v1/identities/_resolve", new { purpose = "claim", clientIds = new[] { id } }, HttpStatusCode.Forbidden);
            await other.PostAsync("v1/access-decisions", new { clientId = id, personId = id, kind = "citizen", scope = "schedule", what = "visits" }, HttpStatusCode.Forbidden);
            await other.PostAsync("v1/access-entries", new { entries = new object[] { new { clientId = id, personId = id, kind = "professional", what = "visits", basis = "team" } } }, HttpStatusCode.Forbidden);
        }
    }
}
