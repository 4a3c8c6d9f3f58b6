using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

public sealed partial class CatalogueTests(CareEventsFixture service)
{
    private static string? Standards => Environment.GetEnvironmentVariable("STANDARDS_DIR");

    [Fact]
    public async Task Every_type_of_the_catalogue_is_logged_as_a_valid_CloudEvent_of_the_Dutch_profile_whose_data_fits_its_schema()
    {
        Assert.SkipWhen(Standards is null, "Needs STANDARDS_DIR with the CloudEvents schema.");
        var logged = await LogOneOfEachAsync();
        Assert.Equal(Catalogue.All.Select(type => CareEventsFixture.Prefix + type.Name).Order(), logged.Select(told => told.GetProperty("type").GetString()).Order());

        var cloudEvents = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Standards, "cloudevents", "cloudevents.json")));
        using var anonymous = service.AnonymousClient();
        List<object> questions = [];
        foreach (var told in logged)
        {
            Assert.StartsWith($"https://care.example.org/care-events/v1/schemas/{told.GetProperty("type").GetString()}", told.GetProperty("dataschema").GetString());
            var schema = await anonymous.GetFromJsonAsync<JsonElement>($"v1/schemas/{told.GetProperty("type").GetString()}.json");
            questions.Add(new { schema = cloudEvents, value = told });
            questions.Add(new { schema, value = told.GetProperty("data") });
        }
        var answers = await Others.AskAsync("validate.mjs", questions);
        Assert.All(answers.EnumerateArray(), answer => Assert.Equal("[]", answer.GetRawText()));
    }

    [Fact]
    public async Task Attributes_keep_the_rules_of_the_Dutch_profile()
    {
        foreach (var told in await LogOneOfEachAsync())
        {
            Assert.All(told.EnumerateObject(), attribute => Assert.Matches("^[a-z0-9]{1,20}$", attribute.Name));
            Assert.Matches(@"^[a-z]{2,}(\.[a-z0-9-]+)+\.v[0-9]+$", told.GetProperty("type").GetString());
            Assert.DoesNotContain("buurtzorg", told.GetProperty("type").GetString());
            Assert.Matches("^urn:nld:(oin|kvknr):[0-9]+$", told.GetProperty("source").GetString());
            Assert.Equal(("1.0", "Integer", "application/json"), (Text("specversion"), Text("sequencetype"), Text("datacontenttype")));
            Assert.Matches("^[0-9]{20}$", Text("sequence"));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", Text("time"));
            Assert.True(Guid.TryParse(Text("subject"), out _) && Guid.TryParse(Text("id"), out _));
            Assert.StartsWith("https://care.example.org/", Text("dataref"));
            Assert.DoesNotContain("{", Text("dataref"));
            Assert.True(told.GetRawText().Length < 2048); // thin; 64 KiB are allowed
            string Text(string name) => told.GetProperty(name).GetString()!;
        }
    }

    [Fact]
    public async Task The_parser_of_AsyncAPI_reads_the_document_and_finds_every_type()
    {
        using var anonymous = service.AnonymousClient();
        var document = await anonymous.GetStringAsync("v1/asyncapi.json");

        var read = await Others.AskAsync("parse-asyncapi.mjs", document);

        Assert.Equal("[]", read.GetProperty("errors").GetRawText());
        Assert.Equal("3.0.0", read.GetProperty("version").GetString());
        Assert.Equal(Catalogue.All.Select(type => CareEventsFixture.Prefix + type.Name).Order(), read.GetProperty("messages").EnumerateArray().Select(message => message.GetString()).Order());
        Assert.Equal(["feed", "queue", "webhook"], read.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()).Order());
    }

    [Fact]
    public async Task The_document_is_valid_against_the_schema_of_AsyncAPI()
    {
        Assert.SkipWhen(Standards is null, "Needs STANDARDS_DIR with the AsyncAPI schema.");
        using var anonymous = service.AnonymousClient();
        var schema = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Standards, "asyncapi", "3.0.0.json")));
        var answers = await Others.AskAsync("validate.mjs", new[] { new { schema, value = await anonymous.GetFromJsonAsync<JsonElement>("v1/asyncapi.json") } });
        Assert.Equal("[[]]", answers.GetRawText());
    }

    /// <summary>What was published stays: the file is only ever added to, by hand.</summary>
    [Fact]
    public void No_published_schema_changes_in_a_way_that_breaks_a_receiver()
    {
        var approved = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas.approved.json")))!.AsObject();
        var present = new JsonObject(Catalogue.All.Select(type => KeyValuePair.Create(type.Name, (JsonNode?)Schemas.Data(type))));

        Assert.Empty(Breaks(approved, present));
        Assert.True(JsonNode.DeepEquals(Bare(approved), Bare(present)), $"A type or a property was added: put this into schemas.approved.json, and think twice, it stays for ever.\n{Bare(present).ToJsonString(new(JsonSerializerDefaults.Web) { WriteIndented = true })}");
    }

    [Theory]
    [InlineData("""{"a.v1":{"properties":{"x":{"type":"string"}},"required":["x"]}}""", """{}""", "a.v1 is gone")]
    [InlineData("""{"a.v1":{"properties":{"x":{"type":"string"}},"required":["x"]}}""", """{"a.v1":{"properties":{},"required":[]}}""", "a.v1: x is gone")]
    [InlineData("""{"a.v1":{"properties":{"x":{"type":"string"}},"required":["x"]}}""", """{"a.v1":{"properties":{"x":{"type":"integer"}},"required":["x"]}}""", "a.v1: x is no longer what it was")]
    [InlineData("""{"a.v1":{"properties":{"x":{"type":"string"}},"required":["x"]}}""", """{"a.v1":{"properties":{"x":{"type":"string"}},"required":[]}}""", "a.v1: x is no longer always there")]
    [InlineData("""{"a.v1":{"properties":{"x":{"type":"string"}},"required":["x"]}}""", """{"a.v1":{"properties":{"x":{"type":"string"},"y":{"type":"string"}},"required":["x","y"]}}""", null)]
    public void A_change_breaks_a_receiver_when_something_it_relies_on_is_gone(string before, string after, string? breach) =>
        Assert.Equal(breach is null ? [] : [breach], Breaks(JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject()));

    [Fact]
    public async Task The_guide_lists_the_types_of_the_code()
    {
        var guide = await File.ReadAllTextAsync(Path.Combine(Checkout(), "docs", "care-events.md"));
        var listed = Row().Matches(guide).Select(row => (row.Groups["type"].Value, row.Groups["scopes"].Value, row.Groups["summary"].Value)).ToList();
        Assert.Equal(Catalogue.All.Select(type => (type.Name, string.Join(", ", type.Scopes.Select(scope => $"`{scope}`")), type.Summary)), listed);
    }

    internal static string Checkout()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Buurtzorg.Platform.sln")))
                return at.FullName;
        throw new InvalidOperationException("The tests do not run inside a clone.");
    }

    private async Task<List<JsonElement>> LogOneOfEachAsync()
    {
        var (client, team, visit, link, claim, authorisation, day) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), new DateOnly(2026, 10, 12));
        foreach (var each in new object[]
        {
            new ClientAdmitted(client, 1, team, "hash", day), new CareEnded(client, 2, team, 1, day, day, "completed"), new CareResumed(client, 3, team, 2, day), new AccessChanged(client, 1, team), new SharingChanged(client, 1, team, true),
            Some.VisitPlanned(visit, 1, client, team), Some.VisitMoved(visit, 2, client, team), new VisitUncovered(visit, 3, client, team), new VisitCovered(visit, 4, client, team, Guid.CreateVersion7()), Some.VisitCompleted(visit, 5, client, team),
            new VisitCompletionWithdrawn(visit, 6, client, team), new VisitCancelled(visit, 7, client, team),
            new AuthorisationMatched(authorisation, 1, "nl-wmo:9901", client), new ClaimSubmitted(claim, 3, "nl-wmo:9901", "2026-10"), new ClaimAnswered(claim, 4, "nl-wmo:9901", "2026-10"),
            new ActivityLinked(link, 1, client, team, Guid.CreateVersion7(), day), new ActivityLinkFollowedUp(link, 2, client, team), new ActivityLinkEnded(link, 3, client, team, day), new TeamAbsenceChanged(team, 1),
        })
            await service.PublishAsync(each);
        List<JsonElement> logged = [];
        await Eventually.TrueAsync(async () => (logged = [.. await service.LoggedAsync(team), .. await service.LoggedAsync(claim)]).Count >= Catalogue.All.Count, "one of each type in the log");
        return logged;
    }

    private static IEnumerable<string> Breaks(JsonObject approved, JsonObject present)
    {
        foreach (var (type, before) in approved)
        {
            if (present[type] is not { } after)
            {
                yield return $"{type} is gone";
                continue;
            }
            foreach (var (name, property) in before!["properties"]!.AsObject())
            {
                if (after["properties"]![name] is not { } now)
                    yield return $"{type}: {name} is gone";
                else if (!JsonNode.DeepEquals(Bare(property!), Bare(now)))
                    yield return $"{type}: {name} is no longer what it was";
                else if (Required(before).Contains(name) && !Required(after).Contains(name))
                    yield return $"{type}: {name} is no longer always there";
            }
        }

        static IEnumerable<string> Required(JsonNode schema) => schema["required"]!.AsArray().Select(name => name!.GetValue<string>());
    }

    // Words may improve.
    private static JsonNode Bare(JsonNode node)
    {
        var bare = node.DeepClone();
        Strip(bare);
        return bare;

        static void Strip(JsonNode? at)
        {
            if (at is JsonObject some)
            {
                if (some["description"] is JsonValue)
                    some.Remove("description");
                foreach (var (_, inner) in some)
                    Strip(inner);
            }
        }
    }

    [GeneratedRegex(@"^\| `(?<type>[a-z.-]+\.v[0-9]+)` \| (?<scopes>[^|]+?) \| (?<summary>[^|]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
