using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;

namespace Buurtzorg.SocialMap.Tests;

public sealed class OwnEntryTests(SocialMapFixture service)
{
    [Fact]
    public async Task A_team_s_own_entry_is_found_at_once_and_changed_by_the_team_only()
    {
        var (team, other) = (await service.ACareTeamAsync(), await service.ACareTeamAsync());
        var word = $"jeuxdeboules{Guid.NewGuid():N}"[..30];
        var id = await (await team.Nurse.PostAsJsonAsync("v1/services", new { teamId = team.Id, service = AnEntry(word) })).IdAsync();

        var found = (await team.Nurse.JsonAsync($"v1/services?text={word}&near=9901AB")).Items().Single();
        Assert.Equal((id, "De straat"), (found.GetProperty("id").GetGuid(), found.Text("organization")));
        Assert.False(found.GetProperty("stale").GetBoolean());

        var etag = (await team.Nurse.GetAsync($"v1/services/{id}")).Headers.ETag!.Tag;
        Task<HttpResponseMessage> Change(HttpClient client, string? ifMatch, string name) => client.SendAsync(With(ifMatch, new(HttpMethod.Put, $"v1/services/{id}") { Content = JsonContent.Create(AnEntry(name)) }));
        await (await Change(other.Nurse, etag, "anders")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await Change(team.Nurse, null, "anders")).RefusedAsync(HttpStatusCode.PreconditionRequired, "if-match-required");
        await (await Change(team.Nurse, etag, "petanque" + word)).ExpectAsync(HttpStatusCode.NoContent);
        await (await Change(team.Nurse, etag, "weer anders")).RefusedAsync(HttpStatusCode.PreconditionFailed, "edited-meanwhile");
        Assert.Equal("petanque" + word, (await team.Nurse.JsonAsync($"v1/services?text=petanque{word}")).Items().Single().Text("name"));
    }

    [Fact]
    public async Task An_authority_s_entry_stays_theirs_and_what_a_team_says_stands_beside_it()
    {
        var (team, id) = (await service.ACareTeamAsync(), Guid.CreateVersion7());
        using var folder = new TestDirectory().With("services.json", new[] { TestDirectory.AService("Eettafel", id) });
        await service.ImportAsync($"own-{id:N}", folder.Path);
        var before = await team.Nurse.JsonAsync($"v1/services/{id}");

        await (await team.Nurse.SendAsync(With("\"1\"", new(HttpMethod.Put, $"v1/services/{id}") { Content = JsonContent.Create(AnEntry("anders")) }))).RefusedAsync(HttpStatusCode.Conflict, "entry-of-a-directory");
        await (await team.Nurse.PostAsJsonAsync($"v1/services/{id}/remarks", new { teamId = team.Id, kind = "correction", field = "schedules", text = "ook op maandag" })).IdAsync();
        await (await team.Nurse.PostAsJsonAsync($"v1/services/{id}/remarks", new { teamId = team.Id, kind = "remark", text = "achterom" })).IdAsync();

        var after = await team.Nurse.JsonAsync($"v1/services/{id}");
        Assert.Equal(before.GetProperty("service").GetRawText(), after.GetProperty("service").GetRawText());
        Assert.Equal(["achterom", "ook op maandag"], after.GetProperty("remarks").EnumerateArray().Select(remark => remark.Text("text")));
        Assert.Equal(0, (await service.ImportAsync($"own-{id:N}", folder.Path)).Changed);
        using var citizen = service.Client(CallerKinds.Citizen);
        Assert.Equal(2, (await citizen.JsonAsync($"v1/services/{id}/remarks")).Items().Count);
    }

    [Theory]
    [InlineData("correction", null, "iets", "field-missing")]
    [InlineData("remark", "phones", "iets", "field-not-expected")]
    [InlineData("remark", null, " ", "nothing-said")]
    public async Task A_remark_that_says_nothing_is_refused(string kind, string? field, string text, string code)
    {
        var team = await service.ACareTeamAsync();
        var id = await (await team.Nurse.PostAsJsonAsync("v1/services", new { teamId = team.Id, service = AnEntry("soos") })).IdAsync();

        await (await team.Nurse.PostAsJsonAsync($"v1/services/{id}/remarks", new { teamId = team.Id, kind, field, text })).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);
        await (await team.Nurse.PostAsJsonAsync($"v1/services/{id}/remarks", new { teamId = Guid.NewGuid(), kind = "went-there" })).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
    }

    public static object AnEntry(string name) => new
    {
        name,
        organization = "De straat",
        description = "Elke zomeravond op het plein.",
        phone = "+999 20 100 0001",
        cost = 150,
        currency = "EUR",
        minimumAge = 8,
        languages = new[] { "nl" },
        open = new[] { new { day = "friday", opensAt = "19:00:00", closesAt = "22:00:00" } },
        location = new { name = "Het plein", address = "Marktplein 1", postcode = "9901 AB", city = "Zonderwijk", province = "Zonderland", country = "NL" },
    };

    private static HttpRequestMessage With(string? ifMatch, HttpRequestMessage request)
    {
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return request;
    }
}
