using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests.Api;

public sealed class LearningTests(StaffWellbeingFixture service)
{
    [Fact]
    public async Task What_is_told_to_the_team_stays_there_and_what_is_told_to_everyone_is_found_by_all()
    {
        var (team, other) = (await service.ATeamAsync(), await service.ATeamAsync());
        var word = AWord("vergissing");
        var (mine, all) = (await TellAsync(team, $"Een {word} met medicijnen", "team"), await TellAsync(team, $"Nog een {word}", "everyone"));

        Assert.Equal([all, mine], await FoundAsync(team, word));
        Assert.Equal([all], await FoundAsync(other, word[..14]));
        Assert.Empty(await FoundAsync(other, "nothing" + word));
        await (await other.As(0).GetAsync($"v1/learning-moments/{mine}")).ExpectAsync(HttpStatusCode.NotFound);
        await (await service.Client(CallerKinds.BackOffice).GetAsync("v1/learning-moments")).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Wij verwisselden de medicijnen", "medicijn")]
    [InlineData("Wij verwisselden de medicijnen", "verwisseld medicijnen")]
    [InlineData("Vi glömde nycklarna hemma", "nycklarnas")]
    [InlineData("We were calling the wrong doctor", "called doctors")]
    public async Task A_word_is_found_by_its_beginning_or_its_stem(string happened, string sought)
    {
        var team = await service.ATeamAsync();
        var id = await TellAsync(team, happened, "team");

        Assert.Equal([id], await FoundAsync(team, sought, team.Id));
    }

    [Fact]
    public async Task Others_thank_once_and_only_the_teller_takes_it_back()
    {
        var team = await service.ATeamAsync(3);
        var id = await TellAsync(team, "We locked ourselves out", "team");

        await (await team.As(1).PutAsync($"v1/learning-moments/{id}/thanks", null)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.As(1).PutAsync($"v1/learning-moments/{id}/thanks", null)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.As(2).PutAsync($"v1/learning-moments/{id}/thanks", null)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.As(0).PutAsync($"v1/learning-moments/{id}/thanks", null)).RefusedAsync(HttpStatusCode.Conflict, "your-own");
        await (await service.Client(CallerKinds.Professional).PutAsync($"v1/learning-moments/{id}/thanks", null)).ExpectAsync(HttpStatusCode.NotFound);

        var shown = await team.As(1).GetAsync<ShownLearningMoment>($"v1/learning-moments/{id}");
        Assert.Equal((2, team.Members[0], Audience.Team), (shown.Thanks, shown.TellerId, shown.Audience));
        await (await team.As(1).DeleteAsync($"v1/learning-moments/{id}")).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.As(0).DeleteAsync($"v1/learning-moments/{id}")).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.As(0).GetAsync($"v1/learning-moments/{id}")).ExpectAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_never_about_another_person()
    {
        var team = await service.ATeamAsync();

        await (await PostAsync(team, "It was somebody@example.org", "team")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "names-a-person");
        await (await team.As(0).PostAsJsonAsync("v1/learning-moments", new { teamId = Guid.CreateVersion7(), audience = "team", whatHappened = "x", whatWeLearned = "y" })).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await team.As(0).PostAsJsonAsync("v1/learning-moments", new { teamId = team.Id, audience = "team", whatHappened = "x", whatWeLearned = "y", about = team.Members[1] })).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.DoesNotContain(typeof(LearningMoment).GetProperties(), property => property.PropertyType == typeof(Guid) && property.Name is not ("Id" or "TeamId" or "TellerId"));
    }

    [Fact]
    public async Task A_page_of_learning_moments_goes_on_where_it_ended()
    {
        var team = await service.ATeamAsync();
        var word = AWord("woord");
        var told = new List<Guid>();
        for (var i = 0; i < 3; i++)
            told.Add(await TellAsync(team, word, "team"));

        var first = await team.As(0).GetAsync<Page<ShownLearningMoment>>($"v1/learning-moments?q={word}&limit=2");
        var second = await team.As(0).GetAsync<Page<ShownLearningMoment>>($"v1/learning-moments?q={word}&limit=2&after={first.Next}");

        Assert.Equal(Enumerable.Reverse(told), first.Items.Concat(second.Items).Select(moment => moment.Id));
    }

    [Fact]
    public async Task Who_knows_is_found_by_what_they_know_until_they_take_it_back_or_leave()
    {
        var team = await service.ATeamAsync();
        var word = AWord("Parkinson");
        await (await team.As(0).PutAsJsonAsync("v1/my-expertise", new { topics = new[] { word, "wond zorg" }, workPhone = "+31 85 012 3456" })).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.As(1).PutAsJsonAsync("v1/my-expertise", new { topics = new[] { word } })).ExpectAsync(HttpStatusCode.NoContent);
        using var somebody = service.Client(CallerKinds.Professional);

        var found = (await somebody.GetAsync<Page<FoundExpert>>($"v1/expertise?q={word[..20].ToLowerInvariant()}")).Items;
        Assert.Equal(team.Members.Order(), found.Select(expert => expert.PersonId).Order());
        var expert = found.Single(expert => expert.PersonId == team.Members[0]);
        Assert.Equal([team.Id], expert.TeamIds);
        Assert.Equal([word, "wond zorg"], expert.Topics);
        Assert.Equal("+31 85 012 3456", expert.WorkPhone);

        await (await team.As(1).PutAsJsonAsync("v1/my-expertise", new { topics = Array.Empty<string>() })).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Single((await somebody.GetAsync<Page<FoundExpert>>($"v1/expertise?q={word}")).Items);
        await service.TellAsync(new TeamMemberLeft(team.Id, 9, team.Members[0]));
        Assert.Empty((await somebody.GetAsync<Page<FoundExpert>>($"v1/expertise?q={word}")).Items);
        await (await somebody.GetAsync("v1/expertise")).ExpectAsync(HttpStatusCode.BadRequest);
        await (await team.As(1).PutAsJsonAsync("v1/my-expertise", new { topics = new[] { "x" }, workPhone = "ask me" })).ExpectAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>That no other test tells, in letters: digits look like a number of a person.</summary>
    private static string AWord(string begin) => begin + string.Concat($"{Guid.NewGuid():N}".Select(digit => (char)(digit + (char.IsAsciiDigit(digit) ? 'g' - '0' : 0))));

    private static Task<HttpResponseMessage> PostAsync(ATeam team, string whatHappened, string audience) =>
        team.As(0).PostAsJsonAsync("v1/learning-moments", new { teamId = team.Id, audience, whatHappened, whatWeLearned = "Ask twice." });

    private static async Task<Guid> TellAsync(ATeam team, string whatHappened, string audience) => await (await PostAsync(team, whatHappened, audience)).IdAsync();

    private static async Task<IEnumerable<Guid>> FoundAsync(ATeam team, string sought, Guid? of = null) =>
        (await team.As(1).GetAsync<Page<ShownLearningMoment>>($"v1/learning-moments?q={Uri.EscapeDataString(sought)}")).Items.Where(moment => of is null || moment.TeamId == of).Select(moment => moment.Id).ToList();
}
