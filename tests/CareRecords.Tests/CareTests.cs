using System.Net;
using System.Text.Json;
using Buurtzorg.Contracts;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class CareTests(CareRecordsHost service)
{
    [Fact]
    public async Task The_nurse_assesses_and_the_client_reads_it()
    {
        var client = await service.AdmitAsync();
        await service.Assistant.PostAsync($"v1/clients/{client.Id}/assessments", Assessment(), HttpStatusCode.Created);
        await service.Assistant.PostAsync($"v1/clients/{client.Id}/assessments", Assessment("interim"), HttpStatusCode.Created);

        var page = await client.Http.GetAsync($"v1/clients/{client.Id}/assessments?limit=1", HttpStatusCode.OK);
        var earlier = await client.Http.GetAsync($"v1/clients/{client.Id}/assessments?limit=1&after={page.Text("next")}", HttpStatusCode.OK);

        Assert.Equal("interim", page.Items().Single().Text("phase"));
        var problems = earlier.Items().Single().GetProperty("problems").EnumerateArray().ToDictionary(problem => problem.Text("problem"));
        Assert.Equal(["decreased-balance", "gait-ambulation-disturbance"], Words(problems["neuro-musculo-skeletal-function"], "signs"));
        Assert.Equal(["lives alone since spring"], Words(problems["social-contact"], "riskFactors"));
        Assert.Equal(3, problems["social-contact"].GetProperty("ratings").GetProperty("behavior").GetInt32());
        Assert.Equal("health-promotion", problems["nutrition"].Text("status"));
    }

    [Fact]
    public async Task A_refused_assessment_names_every_fault()
    {
        var client = await service.AdmitAsync();

        var refused = await service.Assistant.PostAsync($"v1/clients/{client.Id}/assessments", new
        {
            assessedOn = "2026-09-01",
            phase = "admission",
            problems = new object[]
            {
                new { problem = "pain", scope = "individual", status = "potential", signs = (string[])["pallor-perspiration"], ratings = new { knowledge = 3, behavior = 3, status = 3 } },
                new { problem = "gout", scope = "individual", status = "actual", ratings = new { knowledge = 3, behavior = 3, status = 3 } },
            },
        }, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("assessment-refused", refused.Code());
        Assert.Equal(["problems[0].signs", "problems[1].problem", "problems[1].signs", "assessedOn"], refused.Faults());
    }

    [Theory]
    [InlineData("""{"assessedOn":"2026-10-02","phase":"admission","problems":[{"problem":"pain","scope":"individual","status":"actual","signs":["other"],"ratings":{"knowledge":6,"behavior":3,"status":0}}]}""")]
    [InlineData("""{"assessedOn":"2026-10-02","phase":"admission","problems":[{"problem":"pain","scope":"individual","status":"actual","signs":["other"],"ratings":{"knowledge":3,"behavior":3}}]}""")]
    [InlineData("""{"assessedOn":"2026-10-02","phase":"admission","problems":[{"problem":"pain","scope":["individual","family"],"status":"actual","signs":["other"],"ratings":{"knowledge":3,"behavior":3,"status":3}}]}""")]
    [InlineData("""{"assessedOn":"2026-10-02","phase":"admission","problems":[{"problem":"pain","status":"actual","signs":["other"],"ratings":{"knowledge":3,"behavior":3,"status":3}}]}""")]
    [InlineData("""{"assessedOn":"2026-10-02","phase":"later","problems":[]}""")]
    [InlineData("""{"assessedOn":"2026-13-02","phase":"admission","problems":[]}""")]
    [InlineData("""{"assessedOn":"2026-10-02","phase":"admission","problems":[]}""")]
    public async Task A_malformed_assessment_is_a_bad_request(string body)
    {
        var client = await service.AdmitAsync();

        await service.Assistant.PostAsync($"v1/clients/{client.Id}/assessments", body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Two_admission_assessments_at_once_make_one()
    {
        var client = await service.AdmitAsync();
        using var nurse = service.DistrictNurse;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => nurse.PostAsJson($"v1/clients/{client.Id}/assessments", Assessment())));

        Assert.Single(answers, HttpStatusCode.Created);
        Assert.Equal(3, answers.Count(status => status is HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_repeated_assessment_with_its_key_is_one()
    {
        var (client, key) = (await service.AdmitAsync(), Guid.NewGuid().ToString());

        var first = await service.Assistant.PostAsync($"v1/clients/{client.Id}/assessments", Assessment(), HttpStatusCode.Created, key);

        Assert.Equal(first.Id(), (await service.Assistant.PostAsync($"v1/clients/{client.Id}/assessments", Assessment(), HttpStatusCode.Created, key)).Id());
    }

    [Fact]
    public async Task Care_is_recorded_by_the_team_alone()
    {
        var client = await service.AdmitAsync();
        foreach (var other in (HttpClient[])[client.Http, service.NurseOfWest, service.Client(CallerKinds.Citizen)])
        {
            await other.PostAsync($"v1/clients/{client.Id}/assessments", Assessment(), HttpStatusCode.NotFound);
            await other.PostAsync($"v1/clients/{client.Id}/indications", Indication(), HttpStatusCode.NotFound);
            await other.PutAsync($"v1/clients/{client.Id}/care-plan", Plan(), HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_district_nurse_indicates_and_an_assistant_does_not()
    {
        var client = await service.AdmitAsync();

        Assert.Equal("not-a-district-nurse", (await service.Assistant.PostAsync($"v1/clients/{client.Id}/indications", Indication(), HttpStatusCode.Forbidden)).Code());
        var id = (await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/indications", Indication(), HttpStatusCode.Created)).Id();

        var shown = (await client.Http.GetAsync($"v1/clients/{client.Id}/indications", HttpStatusCode.OK)).Items().Single();
        Assert.Equal((id, 210, "Washing and dressing until the hip has healed."), (shown.Id(), shown.GetProperty("minutesPerWeek").GetInt32(), shown.Text("motivation")));
        Assert.Equal(0, await service.ScalarAsync<long>("SELECT count(*) FROM indications WHERE position('Washing'::bytea IN sealed_motivation) > 0"));
    }

    [Fact]
    public async Task An_indication_out_of_range_is_refused()
    {
        var client = await service.AdmitAsync();

        await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/indications", Indication(minutes: 0), HttpStatusCode.BadRequest);
        await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/indications", Indication(minutes: 10081), HttpStatusCode.BadRequest);
        Assert.Equal(["until"], (await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/indications", Indication(until: "2026-09-30"), HttpStatusCode.UnprocessableEntity)).Faults());
    }

    [Fact]
    public async Task Of_two_people_who_edit_the_plan_the_second_is_told()
    {
        var client = await service.AdmitAsync();
        var address = $"v1/clients/{client.Id}/care-plan";
        await service.DistrictNurse.GetAsync(address, HttpStatusCode.NotFound);
        await service.DistrictNurse.PutAsync(address, Plan(), HttpStatusCode.NoContent);
        Assert.Equal("if-match-required", (await service.DistrictNurse.PutAsync(address, Plan(), HttpStatusCode.PreconditionRequired)).Code());

        await service.DistrictNurse.PutAsync(address, Plan("Back to the choir."), HttpStatusCode.NoContent, "\"1\"");
        Assert.Equal("edited-meanwhile", (await service.Assistant.PutAsync(address, Plan("No choir."), HttpStatusCode.PreconditionFailed, "\"1\"")).Code());

        var (plan, etag) = await client.Http.GetWithETagAsync(address);
        Assert.Equal("\"2\"", etag);
        Assert.Equal("Back to the choir.", plan.Text("clientsWords"));
        Assert.Equal("Walks to the shop and back.", plan.GetProperty("goals")[0].Text("goal"));
        Assert.Equal("exercises", plan.GetProperty("interventions")[0].Text("target"));
    }

    [Fact]
    public async Task Of_many_edits_at_once_one_succeeds_each_time()
    {
        var client = await service.AdmitAsync();
        using var nurse = service.DistrictNurse;
        await nurse.PutAsync($"v1/clients/{client.Id}/care-plan", Plan(), HttpStatusCode.NoContent);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => nurse.PutAsJson($"v1/clients/{client.Id}/care-plan", Plan(), "\"1\"")));

        Assert.Single(answers, HttpStatusCode.NoContent);
        Assert.Equal(5, answers.Count(status => status is HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_plan_with_unknown_terms_names_each()
    {
        var client = await service.AdmitAsync();

        var refused = await service.Assistant.PutAsync($"v1/clients/{client.Id}/care-plan", new
        {
            clientsWords = "Home.",
            agreedOn = "2026-10-02",
            goals = new object[] { new { problem = "gout", goal = "None." } },
            interventions = new object[] { new { problem = "pain", category = "surveillance", target = "choir", text = "Sing." }, new { problem = "pain", category = "magic", target = "exercises", text = "Walk." } },
        }, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["goals[0].problem", "interventions[0].target", "interventions[1].category"], refused.Faults());
    }

    [Fact]
    public async Task The_terms_are_there_for_every_caller()
    {
        var terms = await service.Client(CallerKinds.Citizen).GetAsync("v1/omaha-problems", HttpStatusCode.OK);

        Assert.Equal((42, 76), (terms.GetProperty("problems").GetArrayLength(), terms.GetProperty("targets").GetArrayLength()));
        Assert.StartsWith("Martin KS (2005)", terms.Text("attribution"), StringComparison.Ordinal);
    }

    internal static object Assessment(string phase = "admission") => new
    {
        assessedOn = "2026-10-02",
        phase,
        problems = new object[]
        {
            new { problem = "neuro-musculo-skeletal-function", scope = "individual", status = "actual", signs = (string[])["decreased-balance", "gait-ambulation-disturbance"], ratings = new { knowledge = 3, behavior = 2, status = 2 } },
            new { problem = "social-contact", scope = "individual", status = "potential", riskFactors = (string[])["lives alone since spring"], ratings = new { knowledge = 3, behavior = 3, status = 4 } },
            new { problem = "nutrition", scope = "family", status = "health-promotion", ratings = new { knowledge = 4, behavior = 4, status = 5 } },
        },
    };

    internal static object Indication(int minutes = 210, string? until = null) => new
    {
        minutesPerWeek = minutes,
        from = "2026-10-01",
        until,
        motivation = "Washing and dressing until the hip has healed.",
    };

    internal static object Plan(string words = "I want to walk to the shop again.") => new
    {
        clientsWords = words,
        agreedOn = "2026-10-02",
        goals = new object[] { new { problem = "neuro-musculo-skeletal-function", goal = "Walks to the shop and back." } },
        interventions = new object[] { new { problem = "neuro-musculo-skeletal-function", category = "teaching-guidance-and-counseling", target = "exercises", text = "Practise on the stairs." } },
    };

    private static IEnumerable<string> Words(JsonElement problem, string list) => problem.GetProperty(list).EnumerateArray().Select(word => word.GetString()!);
}
