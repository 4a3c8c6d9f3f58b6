using System.Net;
using System.Text.Json;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Tests;

/// <summary>Has a service of its own with the published examples and the demo's directory in it.</summary>
public sealed class OpenFixture : IAsyncLifetime
{
    public SocialMapFixture Service { get; } = new();

    public HttpClient Anybody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Service.InitializeAsync();
        Anybody = Service.AnonymousClient();
        Assert.Equal(0, (await Service.ImportAsync("demo", TestDirectory.Demo)).Refused);
    }

    public ValueTask DisposeAsync()
    {
        Anybody.Dispose();
        return Service.DisposeAsync();
    }
}

public sealed class OpenReferralTests(OpenFixture fixture) : IClassFixture<OpenFixture>
{
    private static readonly string[] Shapes = ["service_full.json", "service_at_location_full.json", "organization_full.json", "tabular.json"];

    [Fact]
    public async Task The_published_examples_are_imported_whole_and_again_change_nothing()
    {
        var examples = Published.Folder("hsds-3.0", "examples");
        var first = await fixture.Service.ImportAsync("examples", examples);
        Assert.Empty((await fixture.Service.ReportAsync(first.Id)).Where(line => line.Outcome is ImportOutcome.Refused).Select(line => $"{line.Place}: {line.Reason}"));
        Assert.Equal((ImportState.Done, 4), (first.State, first.New)); // a service, its organisation, a term, a taxonomy
        Assert.Equal((0, 0, 4), await fixture.Service.ImportAsync("examples", examples) is var again ? (again.New + again.Changed, again.Gone, again.Unchanged) : default);

        // All of them are valid after the UK profile when they come out again, each with what it has of lists.
        var service = await fixture.Anybody.JsonAsync("open-referral-uk/services/ac148810-d857-441c-9679-408f346de14b");
        Assert.Empty(Published.Faults("compiled/service.json", service));
        foreach (var list in (string[])["phones", "schedules", "service_areas", "service_at_locations", "languages", "funding", "cost_options", "required_documents", "contacts", "attributes"])
            Assert.True(service.GetProperty(list).GetArrayLength() > 0, list);
        Assert.Equal("physical", service.GetProperty("service_at_locations")[0].GetProperty("location").Text("location_type"));
        Assert.Equal("Example Organization Inc.", service.GetProperty("organization").Text("name"));
    }

    [Fact]
    public async Task Each_shape_of_the_examples_alone_says_when_and_where_too()
    {
        foreach (var shape in Shapes)
        {
            await using var own = new SocialMapFixture();
            await own.InitializeAsync();
            using var folder = new TestDirectory().With(shape, await File.ReadAllTextAsync(Published.Folder("hsds-3.0", "examples", shape)));
            var import = await own.ImportAsync("shape", folder.Path);
            Assert.True(import.State is ImportState.Done && import.Refused == 0, shape);
            using var anybody = own.AnonymousClient();
            var service = await anybody.JsonAsync("open-referral-uk/services/ac148810-d857-441c-9679-408f346de14b");
            Assert.Equal("TH,FR", service.GetProperty("schedules")[0].Text("byday"));
            if (shape is not "organization_full.json")
                Assert.Equal("MyCity Civic Center", service.GetProperty("service_at_locations")[0].GetProperty("location").Text("name"));
            Assert.Equal("Example Organization Inc.", service.GetProperty("organization").Text("name"));
        }
    }

    [Theory]
    [InlineData("services", "compiled/service_list.json", "compiled/service.json")]
    [InlineData("service_at_locations", "compiled/service_at_location.json", "compiled/service_at_location.json")]
    [InlineData("taxonomies", "taxonomy.json", "taxonomy.json")]
    [InlineData("taxonomy_terms", "taxonomy_term.json", "taxonomy_term.json")]
    public async Task Every_list_and_every_entry_is_valid_after_the_published_schemas(string list, string thin, string whole)
    {
        await OwnEntryAsync();
        var entries = 0;
        for (var (page, last) = (1, false); !last; page++)
        {
            var answer = await fixture.Anybody.JsonAsync($"open-referral-uk/{list}?page={page}&per_page=10");
            Assert.Equal((page, page == 1), (answer.GetProperty("page_number").GetInt32(), answer.GetProperty("first_page").GetBoolean()));
            Assert.Equal(answer.GetProperty("size").GetInt32(), answer.GetProperty("contents").GetArrayLength());
            last = answer.GetProperty("last_page").GetBoolean();
            foreach (var entry in answer.GetProperty("contents").EnumerateArray())
            {
                entries++;
                Assert.Empty(Published.Faults(thin, entry));
                Assert.Empty(Published.Faults(whole, await fixture.Anybody.JsonAsync($"open-referral-uk/{list}/{entry.Text("id")}")));
            }
            if (last)
                Assert.Equal((entries, page), (answer.GetProperty("total_items").GetInt32(), answer.GetProperty("total_pages").GetInt32()));
        }
        Assert.True(entries > 0);
    }

    [Fact]
    public async Task The_schemas_refuse_what_is_wrong()
    {
        var service = await fixture.Anybody.JsonAsync("open-referral-uk/services/610488c8-40a0-5b36-8e50-5694bfeb9086");
        Assert.NotEmpty(Published.Faults("compiled/service.json", JsonDocument.Parse(service.GetRawText().Replace("\"active\"", "\"open\"", StringComparison.Ordinal)).RootElement));
        Assert.NotEmpty(Published.Faults("compiled/service.json", JsonDocument.Parse(service.GetRawText().Replace("\"address_1\"", "\"address_2\"", StringComparison.Ordinal)).RootElement));
    }

    [Fact]
    public async Task The_paths_and_filters_are_those_of_the_standard_and_stand_in_the_document()
    {
        var standard = JsonDocument.Parse(await File.ReadAllTextAsync(Published.Folder("uk-3.0", "openapi.json"))).RootElement;
        var ours = await fixture.Anybody.JsonAsync((await fixture.Anybody.JsonAsync("open-referral-uk")).Text("openapi_url"));

        foreach (var path in standard.GetProperty("paths").EnumerateObject())
            Assert.Equal(Parameters(path.Value), Parameters(ours.GetProperty("paths").GetProperty(path.Name)));

        static string[] Parameters(JsonElement path) => path.GetProperty("get").TryGetProperty("parameters", out var parameters)
            ? [.. parameters.EnumerateArray().Where(parameter => parameter.TryGetProperty("$ref", out _)).Select(parameter => parameter.Text("$ref")).Order(StringComparer.Ordinal)] : [];
    }

    [Theory]
    [InlineData("services?search=wandelen", 2)]
    [InlineData("services?search=wandelgreop", 2)]
    [InlineData("services?taxonomy_term_id={meal}", 3)]
    [InlineData("services?taxonomy_id={taxonomy}&search=svenska", 2)]
    [InlineData("services?taxonomy_id=01920000-0000-7000-8000-000000000000", 0)]
    [InlineData("services?minimum_age=65", 2)]
    [InlineData("services?maximum_age=6", 1)]
    [InlineData("services?day=SU", 3)]
    [InlineData("services?day=Sunday&start_time=15:00", 1)]
    [InlineData("services?day=TH&end_time=12:00:00", 4)]
    [InlineData("service_at_locations?postcode=9911AB&proximity=100", 2)]
    [InlineData("service_at_locations?postcode=9911AB&proximity=100&day=SA", 2)]
    [InlineData("service_at_locations?postcode=9911AB&search=kippen", 1)]
    public async Task Filters_say_what_the_standard_says(string query, int found)
    {
        var terms = (await fixture.Anybody.JsonAsync("open-referral-uk/taxonomy_terms?per_page=100")).GetProperty("contents").EnumerateArray().ToArray();
        var meal = terms.Single(term => term.Text("name") == "Samen eten");
        query = query.Replace("{meal}", meal.Text("id"), StringComparison.Ordinal).Replace("{taxonomy}", meal.Text("taxonomy_id"), StringComparison.Ordinal);

        Assert.Equal(found, (await fixture.Anybody.JsonAsync($"open-referral-uk/{query}")).GetProperty("total_items").GetInt32());
    }

    [Fact]
    public async Task It_needs_no_key_lets_pages_of_any_origin_ask_and_tells_nothing_of_clients_and_teams()
    {
        using var answer = await fixture.Anybody.GetAsync("open-referral-uk/services");
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        using var asked = await fixture.Anybody.SendAsync(new(HttpMethod.Options, "open-referral-uk/services"));
        Assert.Equal(HttpStatusCode.NoContent, asked.StatusCode);
        Assert.Equal("*", Assert.Single(asked.Headers.GetValues("Access-Control-Allow-Origin")));
        await (await fixture.Anybody.GetAsync("open-referral-uk/services?day=noday")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-day");
        await (await fixture.Anybody.GetAsync("open-referral-uk/services?per_page=501")).ExpectAsync(HttpStatusCode.BadRequest);
        await (await fixture.Anybody.GetAsync($"open-referral-uk/services/{Guid.NewGuid()}")).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        await (await fixture.Anybody.GetAsync("v1/services")).ExpectAsync(HttpStatusCode.Unauthorized);

        var (team, id) = await OwnEntryAsync();
        await (await team.Nurse.PostAsync($"v1/services/{id}/remarks", System.Net.Http.Json.JsonContent.Create(new { teamId = team.Id, kind = "remark", text = "ZZremarkZZ" }))).IdAsync();
        var shown = (await fixture.Anybody.JsonAsync($"open-referral-uk/services/{id}")).GetRawText();
        Assert.DoesNotContain("ZZremarkZZ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain($"{team.Id}", shown, StringComparison.Ordinal);
    }

    private async Task<(CareTeam Team, Guid Id)> OwnEntryAsync()
    {
        var team = await fixture.Service.ACareTeamAsync();
        return (team, await (await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(team.Nurse, "v1/services", new { teamId = team.Id, service = OwnEntryTests.AnEntry("Pleinfeest") })).IdAsync());
    }
}
