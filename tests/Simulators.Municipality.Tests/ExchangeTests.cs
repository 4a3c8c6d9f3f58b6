using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Xml.Linq;
using Xunit;
using static Buurtzorg.Simulators.Municipality.Tests.AMessage;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class ExchangeTests : IAsyncLifetime
{
    private readonly TownHall _hall = new();

    public ValueTask InitializeAsync() => _hall.InitializeAsync();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Every_message_is_answered_through_the_exchange()
    {
        await _hall.Http.PutAsJsonAsync("municipalities/9901/granting", new { automatic = true });
        foreach (var (key, message) in new[]
        {
            ("a", Start("S1", Started("2025-07-10"))), ("b", Stop("S1", Stopped("2025-07-10", "2025-08-20"))), ("c", Request("V1", "ask-1")), ("d", Request("V2", "ask-2", "02A20")),
            ("e", Change("V1", "change-1", null, null, Added("02A20", "2025-08-01"))), ("f", new ADeclaration()),
        })
            Assert.Equal(HttpStatusCode.Accepted, (await Send(key, message)).StatusCode);
        await _hall.Http.PostAsJsonAsync("municipalities/9901/requests/ask-2/decision", new { verdict = "Examine" });

        Assert.Equal(["wmo301", "wmo306", "wmo308", "wmo316", "wmo316", "wmo318", "wmo319", "wmo325"], (await Everything()).Select(item => Kind(item)).Order());
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_message()
    {
        var first = await Send("a", new ADeclaration());
        var again = await Send("a", new ADeclaration());
        var other = await Send("a", new ADeclaration { Identification = "D2" });

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity), (first.StatusCode, again.StatusCode, other.StatusCode));
        Assert.Single(await Everything());
    }

    [Fact]
    public async Task The_same_message_under_another_key_is_judged_again_and_refused()
    {
        await Send("a", new ADeclaration());
        await Send("b", new ADeclaration());

        Assert.Contains("9056", (await Everything())[1].Descendants().Where(element => element.Name.LocalName == "RetourCode").Select(code => code.Value));
    }

    [Fact]
    public async Task A_return_message_is_taken_and_not_answered()
    {
        var wmo301 = XElement.Parse(_hall.Assigned);
        var returned = wmo301.ToString().Replace("wmo301", "wmo302").Replace(">414<", ">415<");

        Assert.Equal(HttpStatusCode.Accepted, (await Send("a", returned)).StatusCode);
        Assert.Empty(await Everything());
        Assert.Single((await _hall.Http.GetFromJsonAsync<List<ReceivedReturn>>("municipalities/9901/return-messages"))!);
    }

    [Fact]
    public async Task An_assignment_waits_in_the_exchange_of_a_municipality_that_uses_it()
    {
        await _hall.Assign(7005, 7006);
        Assert.Empty(await Everything());
        await _hall.Http.PutAsJsonAsync("municipalities/9901/exchange", new { used = true });
        await _hall.Assign(7007, 7008);
        await _hall.Http.DeleteAsync("municipalities/9901/assignments/7007");
        var withdrawal = await _hall.Http.PostAsync("municipalities/9901/assignments/7007/message", null);

        var waiting = await Everything();
        Assert.Equal(["wmo301", "wmo301"], waiting.Select(Kind));
        Assert.Equal("13", waiting[1].Descendants(Xml.Of("wmo301") + "RedenWijziging").Single().Value);
        Assert.Equal(await withdrawal.Content.ReadAsStringAsync(), Text((await Page("")).Items[1]));
        Published.Accepts(waiting[1], "WMO301.xsd");
    }

    [Fact]
    public async Task The_inbox_is_read_in_pages_and_shows_a_message_until_it_is_acknowledged()
    {
        foreach (var number in Enumerable.Range(1, 5)) await Send($"{number}", Start($"S{number}", Started($"2025-07-{9 + number}")));

        var first = await Page("?limit=2");
        var second = await Page($"?limit=2&after={first.Next}");
        var third = await Page($"?limit=2&after={second.Next}");
        foreach (var item in first.Items.Concat(first.Items))
            Assert.Equal(HttpStatusCode.NoContent, (await _hall.Http.DeleteAsync($"exchange/inbox/{item.Id}")).StatusCode);

        Assert.Equal((2, 2, 1, null), (first.Items.Count, second.Items.Count, third.Items.Count, third.Next));
        Assert.All(first.Items, item => Assert.Equal("9901", item.Payer));
        Assert.Equal([.. second.Items, .. third.Items], (await Page("")).Items);
        Assert.Equal(HttpStatusCode.NoContent, (await _hall.Http.DeleteAsync("exchange/inbox/never-known")).StatusCode);
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("not xml")]
    public async Task What_is_no_message_is_not_taken(string content) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send("a", content)).StatusCode);

    [Fact]
    public async Task A_receiver_that_is_not_here_is_not_served() =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send("a", new ADeclaration { Receiver = "0363" })).StatusCode);

    [Fact]
    public async Task A_message_without_a_key_is_not_taken() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _hall.Http.PostAsync("exchange/outbox", TownHall.Body(new ADeclaration()))).StatusCode);

    private Task<HttpResponseMessage> Send(string key, string message) => _hall.Http.SendAsync(new(HttpMethod.Post, "exchange/outbox")
    {
        Headers = { { "Idempotency-Key", key } },
        Content = TownHall.Body(message),
    });

    private async Task<Inbox> Page(string query) => (await _hall.Http.GetFromJsonAsync<Inbox>("exchange/inbox" + query))!;

    private async Task<List<XElement>> Everything() => [.. (await Page("?limit=100")).Items.Select(item => XElement.Parse(Text(item)))];

    private static string Text(InboxItem item) => Encoding.UTF8.GetString(Convert.FromBase64String(item.ContentBase64));

    private static string Kind(XElement message) => message.Name.NamespaceName.Split('/')[^2];
}
