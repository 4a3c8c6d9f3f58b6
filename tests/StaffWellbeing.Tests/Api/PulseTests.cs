using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests.Api;

public sealed class PulseTests(PulseFixture service) : IClassFixture<PulseFixture>
{
    [Fact]
    public async Task A_link_is_handed_to_each_member_once_and_works_once_without_a_token()
    {
        var team = await service.ATeamAsync();
        using var nobody = service.AnonymousClient();
        Assert.Equal(new MyPulseOfTeam(team.Id, false), (await team.As(0).GetAsync<MyPulse>("v1/my-pulse")).Teams.Single());

        var link = await service.TakeLinkAsync(team, 0);

        Assert.Equal(new MyPulseOfTeam(team.Id, true), (await team.As(0).GetAsync<MyPulse>("v1/my-pulse")).Teams.Single());
        Assert.Equal(new MyPulseOfTeam(team.Id, false), (await team.As(1).GetAsync<MyPulse>("v1/my-pulse")).Teams.Single());
        await (await team.As(0).PostAsJsonAsync("v1/my-pulse/link", new { teamId = team.Id })).RefusedAsync(HttpStatusCode.Conflict, "link-taken");
        Assert.Equal("Do you have fun in your job?", (await nobody.GetAsync<PulseQuestionSet>(link)).Questions[0]["en"]);
        await (await nobody.PostAsJsonAsync(link, new { values = new[] { 4 } })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "answers-do-not-fit");
        await (await nobody.PostAsJsonAsync(link, new { values = new[] { 4, 6 } })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "answers-do-not-fit");
        await (await nobody.PostAsJsonAsync(link, new { values = new[] { 4, 5 } })).ExpectAsync(HttpStatusCode.NoContent);
        await (await nobody.PostAsJsonAsync(link, new { values = new[] { 4, 5 } })).RefusedAsync(HttpStatusCode.Gone, "link-used");
        await (await nobody.GetAsync(link)).RefusedAsync(HttpStatusCode.Gone, "link-used");
    }

    [Fact]
    public async Task A_link_that_was_altered_made_up_or_meant_for_another_team_does_not_work()
    {
        var (one, other) = (await service.ATeamAsync(), await service.ATeamAsync());
        var (link, second) = (await service.TakeLinkAsync(one, 0), await service.TakeLinkAsync(other, 0));
        using var nobody = service.AnonymousClient();
        var bytes = Guid.Parse(link["v1/pulse/".Length..]).ToByteArray(bigEndian: true);
        var foreign = Guid.Parse(second["v1/pulse/".Length..]).ToByteArray(bigEndian: true);

        for (var at = 0; at < 16; at++)
        {
            var altered = (byte[])bytes.Clone();
            altered[at] ^= 1;
            await (await nobody.PostAsJsonAsync($"v1/pulse/{new Guid(altered, bigEndian: true)}", new { values = new[] { 4, 5 } })).ExpectAsync(HttpStatusCode.NotFound);
        }
        foreign.AsSpan(0, 4).CopyTo(bytes);
        await (await nobody.PostAsJsonAsync($"v1/pulse/{new Guid(bytes, bigEndian: true)}", new { values = new[] { 4, 5 } })).ExpectAsync(HttpStatusCode.NotFound);
        await (await nobody.PostAsJsonAsync($"v1/pulse/{Guid.CreateVersion7()}", new { values = new[] { 4, 5 } })).ExpectAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_one_link_used_many_times_at_once_one_answer_counts()
    {
        var team = await service.ATeamAsync(6);
        for (var member = 1; member < 6; member++)
            await service.AnswerAsync(team, member, 1, 1);
        var link = await service.TakeLinkAsync(team, 0);
        using var nobody = service.AnonymousClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => nobody.PostAsJsonAsync(link, new { values = new[] { 5, 5 } })));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.NoContent), answer => Assert.Equal(HttpStatusCode.Gone, answer.StatusCode));
        await using var spent = service.Database.CreateCommand("SELECT cardinality(spent) FROM pulse_rounds WHERE team_id = $1");
        spent.Parameters.AddWithValue(team.Id);
        Assert.Equal(6, await spent.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Many_who_take_and_answer_at_once_are_all_counted()
    {
        var team = await service.ATeamAsync(12);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(member => service.AnswerAsync(team, member, 2, 3)));

        await using var rows = service.Database.CreateCommand("SELECT cardinality(spent), (SELECT cardinality(people) FROM pulse_links_taken taken WHERE taken.team_id = round.team_id) FROM pulse_rounds round WHERE team_id = $1");
        rows.Parameters.AddWithValue(team.Id);
        await using var row = await rows.ExecuteReaderAsync();
        await row.ReadAsync();
        Assert.Equal((12, 12), (row.GetInt32(0), row.GetInt32(1)));
    }

    [Fact]
    public async Task Only_members_have_a_link_and_see_figures_and_only_the_back_office_asks()
    {
        var team = await service.ATeamAsync();
        using var stranger = service.Client(CallerKinds.Professional);

        await (await stranger.PostAsJsonAsync("v1/my-pulse/link", new { teamId = team.Id })).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        foreach (var kind in new[] { CallerKinds.BackOffice, CallerKinds.Coach, CallerKinds.Operator })
            await (await service.Client(kind).GetAsync($"v1/teams/{team.Id}/pulse")).ExpectAsync(HttpStatusCode.Forbidden);
        await (await stranger.GetAsync($"v1/teams/{team.Id}/pulse")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await stranger.PutAsJsonAsync("v1/pulses/2030-01", new { questions = new[] { new { nl = "?" } } })).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Questions_that_were_handed_out_stay_and_a_later_month_may_have_others()
    {
        var team = await service.ATeamAsync();
        await service.TakeLinkAsync(team, 0);
        using var office = service.Client(CallerKinds.BackOffice);
        var body = new { questions = new[] { new { nl = "Anders?" } } };

        Assert.Contains(Months.Say(PulseFixture.Month.AddMonths(1)), await (await office.PutAsJsonAsync($"v1/pulses/{Months.Say(PulseFixture.Month)}", body)).RefusedAsync(HttpStatusCode.Conflict, "month-has-begun"), StringComparison.Ordinal);
        await (await office.PutAsJsonAsync("v1/pulses/2020-01", body)).RefusedAsync(HttpStatusCode.Conflict, "month-has-begun");
        await (await office.PutAsJsonAsync("v1/pulses/2020-13", body)).ExpectAsync(HttpStatusCode.BadRequest);
        await (await office.PutAsJsonAsync($"v1/pulses/{Months.Say(PulseFixture.Month.AddMonths(2))}", body)).ExpectAsync(HttpStatusCode.NoContent);
        await (await office.PutAsJsonAsync($"v1/pulses/{Months.Say(PulseFixture.Month.AddMonths(2))}", body)).ExpectAsync(HttpStatusCode.NoContent);
        await (await office.PutAsJsonAsync($"v1/pulses/{Months.Say(PulseFixture.Month.AddMonths(3))}", new { questions = new[] { new { fr = "?" } } })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "question-unreadable");
    }

    [Theory]
    [InlineData("nl", "Hoe gaat het?", "Heb je plezier in je werk?", "Kun je &lt;goede&gt; zorg geven?")]
    [InlineData("en", "How are you?", "Do you have fun in your job?", "Kun je &lt;goede&gt; zorg geven?")]
    [InlineData("sv", "Hur m&#xE5;r du?", "Heb je plezier in je werk?", "Kan du ge god v&#xE5;rd?")]
    [InlineData("fr-CH, en-GB;q=0.8", "How are you?", "Do you have fun in your job?", "Kun je &lt;goede&gt; zorg geven?")]
    public async Task The_page_speaks_the_language_of_the_browser_as_far_as_it_can(string language, string title, params string[] questions)
    {
        var link = await service.TakeLinkAsync(await service.ATeamAsync(), 0);
        using var browser = ABrowser(language);

        using var response = await browser.GetAsync(link);
        var page = await response.Content.ReadAsStringAsync();

        Assert.All(questions.Append(title), text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_of_the_page_answers_and_says_thanks_and_then_that_the_link_was_used()
    {
        var link = await service.TakeLinkAsync(await service.ATeamAsync(), 0);
        using var browser = ABrowser("en");

        using var incomplete = await browser.PostAsync(link, new FormUrlEncodedContent([new("q1", "4")]));
        using var answered = await browser.PostAsync(link, new FormUrlEncodedContent([new("q1", "4"), new("q2", "2")]));
        using var again = await browser.GetAsync(link);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.Gone), (incomplete.StatusCode, answered.StatusCode, again.StatusCode));
        Assert.Contains("Answer every question", await incomplete.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Thank you", await answered.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("it works once", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_browser_the_page_shows_the_questions_with_its_style_and_no_complaint()
    {
        Assert.SkipWhen(Browser.Path is null, "There is no chromium on the PATH.");
        var link = await service.TakeLinkAsync(await service.ATeamAsync(), 0);

        var (page, complaints) = await Browser.OpenAsync($"{service.Address}{link}", "en");

        Assert.Contains("Do you have fun in your job?", page, StringComparison.Ordinal);
        Assert.Equal(10, page.Split("type=\"radio\"").Length - 1);
        Assert.Empty(complaints);
    }

    private HttpClient ABrowser(string language)
    {
        var client = service.AnonymousClient();
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }
}
