using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buurtzorg.Contracts;
using static Buurtzorg.SocialMap.Tests.TestDirectory;

namespace Buurtzorg.SocialMap.Tests;

/// <summary>Has a service of its own: what others import would stand among what it finds.</summary>
public sealed class SearchFixture : IAsyncLifetime
{
    public static readonly Guid Chess = Guid.CreateVersion7();

    public SocialMapFixture Service { get; } = new();

    public HttpClient Nurse { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Service.InitializeAsync();
        Nurse = Service.Client(CallerKinds.Professional);
        var today = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
        string Ago(int days) => $"{today.AddDays(-days):yyyy-MM-dd}";
        // 9901AB lies at 53.32, 6.86; a hundredth of a degree of latitude is 1.1 km.
        JsonObject[] services =
        [
            AService("Wandelgroep Wilgenpark", description: "Samen wandelen door het park, met koffie na.", latitude: 53.33, longitude: 6.86, byday: "TU,TH", opens: "10:00", closes: "11:30", minimumAge: 50, language: "nl", assured: Ago(10)),
            AService("Hardlopen voor beginners", description: "Rustig lopen in het bos.", latitude: 53.34, longitude: 6.86, byday: "SA", language: "nl", assured: Ago(30)),
            AService("Fika på lördag", description: "Kaffe och samtal på svenska, promenader ibland.", latitude: 53.321, longitude: 6.86, byday: "SA", language: "sv", assured: Ago(60)),
            AService("Walking football", description: "Football at walking pace.", latitude: 53.50, longitude: 6.86, byday: "FR", minimumAge: 50, language: "en", assured: Ago(90)),
            AService("Schaakclub De Stille Zet", Chess, "Schaken en dammen in het buurthuis.", 53.35, 6.86, "TH", "19:00", "22:00", assured: Ago(800)),
            AService("Peuterspeelzaal", description: "Spelen en zingen.", latitude: 53.322, longitude: 6.86, byday: "MO", minimumAge: 2, maximumAge: 4, language: "nl", assured: Ago(5)),
            AService("Vroegere soos", description: "Wandelen hield op.", assured: Ago(1), status: "defunct"),
        ];
        using var folder = new TestDirectory().With("services.json", services);
        Assert.Equal(7, (await Service.ImportAsync("search", folder.Path)).New);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}

public sealed class SearchTests(SearchFixture fixture) : IClassFixture<SearchFixture>
{
    [Theory]
    [InlineData("text=wandelgroep", "Wandelgroep Wilgenpark")]
    [InlineData("text=wandelt", "Wandelgroep Wilgenpark")] // another form of a Dutch word
    [InlineData("text=wandel", "Wandelgroep Wilgenpark")] // the beginning of a compound
    [InlineData("text=wandelgreop", "Wandelgroep Wilgenpark")] // mistyped
    [InlineData("text=skaken", "Schaakclub De Stille Zet")]
    [InlineData("text=promenad", "Fika på lördag")] // a Swedish word in another form
    [InlineData("text=lordag", "Fika på lördag")]
    [InlineData("text=walked", "Walking football")]
    [InlineData("text=wandelen+koffie", "Wandelgroep Wilgenpark")]
    [InlineData("text=de+koffie+van+het+park", "Wandelgroep Wilgenpark")] // words that say nothing
    [InlineData("text=wandelen+schaken", "")]
    [InlineData("text=xyzzyq", "")]
    [InlineData("language=sv", "Fika på lördag")]
    [InlineData("language=en&age=70", "Walking football")]
    [InlineData("language=nl&age=3", "Peuterspeelzaal, Hardlopen voor beginners")]
    [InlineData("day=thursday&at=10:30", "Wandelgroep Wilgenpark")]
    [InlineData("day=thursday&at=11:30", "")]
    [InlineData("near=9901AB&text=schaken", "Schaakclub De Stille Zet")]
    public async Task What_somebody_looks_for_is_found(string query, string names) => Assert.Equal(names, string.Join(", ", (await FindAsync(query)).Select(found => found.Text("name"))));

    [Fact]
    public async Task Without_a_place_the_freshest_are_first_and_stale_ones_say_so()
    {
        var found = await FindAsync("");
        Assert.Equal(["Peuterspeelzaal", "Wandelgroep Wilgenpark", "Hardlopen voor beginners", "Fika på lördag", "Walking football", "Schaakclub De Stille Zet"], found.Select(service => service.Text("name")));
        Assert.Equal([false, false, false, false, false, true], found.Select(service => service.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task Near_a_postcode_the_nearest_are_first_with_their_distance_and_far_ones_are_left_out()
    {
        var found = await FindAsync("near=9901 ab");
        Assert.Equal(["Fika på lördag", "Peuterspeelzaal", "Wandelgroep Wilgenpark", "Hardlopen voor beginners", "Schaakclub De Stille Zet"], found.Select(service => service.Text("name")));
        Assert.InRange(found[2].GetProperty("place").GetProperty("metres").GetInt32(), 1090, 1130);
        Assert.Equal("House of Wandelgroep Wilgenpark", found[2].GetProperty("place").Text("name"));

        Assert.Equal(2, (await FindAsync("near=9901AB&within=500")).Count);
        Assert.Equal(6, (await FindAsync("near=9901AB&within=50000")).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("near=9901AB&")]
    public async Task Page_by_page_everything_comes_once(string query)
    {
        var whole = (await FindAsync(query + "limit=100")).ConvertAll(found => found.Text("name"));
        List<string> pages = [];
        string? next = "";
        while (next is not null)
        {
            var page = await fixture.Nurse.JsonAsync($"v1/services?{query}limit=2{next}");
            pages.AddRange(page.Items().Select(found => found.Text("name")));
            next = page.GetProperty("next").GetString() is { } cursor ? $"&after={cursor}" : null;
        }
        Assert.Equal(whole, pages);
    }

    [Fact]
    public async Task What_few_of_many_candidates_fulfil_is_reached_by_paging_on()
    {
        await using var service = new SocialMapFixture();
        await service.InitializeAsync();
        static bool IsForAll(int row) => row % 150 == 0 || row > 1_297;
        using var folder = new TestDirectory().With("services.json", Enumerable.Range(0, 1_300).Select(row => AService(
            $"Veelvoud overal {row}", latitude: 53.32 + row % 3 * 0.001, longitude: 6.86 + row / 3 * 0.0001, language: "en", assured: $"2025-0{1 + row % 9}-01", maximumAge: IsForAll(row) ? null : 64)).ToArray());
        await service.ImportAsync("many", folder.Path);
        using var nurse = service.Client(CallerKinds.Professional);

        foreach (var query in (string[])["text=veelvoud", "text=veelvoud+overal", "near=9901AB&text=veelvoud", "near=9901AB&text=veelvouden+overal&language=en"])
        {
            var (found, shortPages) = (new List<string>(), 0);
            for (string? next = ""; next is not null;)
            {
                var page = await nurse.JsonAsync($"v1/services?{query}&age=70&limit=10{next}");
                found.AddRange(page.Items().Select(item => item.Text("name")));
                next = page.GetProperty("next").GetString() is { } cursor ? $"&after={cursor}" : null;
                shortPages += next is not null && page.Items().Count < 10 ? 1 : 0;
            }
            Assert.Equal(Enumerable.Range(0, 1_300).Where(IsForAll).Select(row => $"Veelvoud overal {row}").Order(), found.Order());
            Assert.Equal(1, shortPages);
        }
    }

    [Fact]
    public async Task A_mistyped_word_says_what_was_looked_for_instead()
    {
        var instead = (await fixture.Nurse.JsonAsync("v1/services?text=wandelgreop")).GetProperty("instead")[0];
        Assert.Equal("wandelgreop", instead.Text("typed"));
        Assert.Contains("wandelgroep", instead.GetProperty("words").EnumerateArray().Select(word => word.GetString()));
    }

    [Theory]
    [InlineData("at=10:00", "hour-without-day")]
    [InlineData("near=1234XX", "unknown-postcode")]
    [InlineData("after=nonsense", "unknown-cursor")]
    [InlineData("near=9901AB&after=ZiAzIDAxOTIwMDAwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCAw", "unknown-cursor")]
    public async Task What_cannot_be_searched_is_refused_with_how_to_mend_it(string query, string code) =>
        await (await fixture.Nurse.GetAsync($"v1/services?{query}")).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);

    [Fact]
    public async Task A_visit_of_a_team_makes_an_entry_fresh_until_it_is_taken_back()
    {
        var team = await fixture.Service.ACareTeamAsync();
        var went = await (await team.Nurse.PostAsJsonAsync($"v1/services/{SearchFixture.Chess}/remarks", new { teamId = team.Id, kind = "went-there", text = "nieuwe voorzitter" })).IdAsync();

        Assert.Equal("Schaakclub De Stille Zet", (await FindAsync(""))[0].Text("name"));
        Assert.False((await fixture.Nurse.JsonAsync($"v1/services/{SearchFixture.Chess}")).GetProperty("stale").GetBoolean());

        await (await team.Nurse.DeleteAsync($"v1/services/{SearchFixture.Chess}/remarks/{went}")).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal("Schaakclub De Stille Zet", (await FindAsync(""))[^1].Text("name"));
    }

    private async Task<List<JsonElement>> FindAsync(string query) => (await fixture.Nurse.JsonAsync($"v1/services?{query}")).Items();
}
