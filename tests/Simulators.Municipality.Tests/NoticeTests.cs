using System.Net;
using System.Xml.Linq;
using Xunit;
using static Buurtzorg.Simulators.Municipality.Tests.AMessage;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class NoticeTests : IAsyncLifetime
{
    private readonly TownHall _hall = new();
    private int _sent;

    public ValueTask InitializeAsync() => _hall.InitializeAsync();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_notice_without_remark_returns_as_its_header_alone()
    {
        var start = await _hall.Send("notices", Start("S1", Started("2025-07-10")));
        var stop = await _hall.Send("notices", Stop("S1", Stopped("2025-07-10", "2025-08-20")));

        Assert.Equal(["0200"], Codes(start));
        Assert.Equal(["Header"], start.Elements().Select(part => part.Name.LocalName));
        Published.AcceptsReturn(start, "wmo305", "wmo306");
        Published.AcceptsReturn(stop, "wmo307", "wmo308");
    }

    [Theory]
    [InlineData("9019", 4711, "2025-07-10", 1, "02A03")]
    [InlineData("9019", TownHall.Guidance, "2025-07-06", 1, "02A03")]
    [InlineData("9019", TownHall.Guidance, "2025-07-10", 1, "02A05")]
    [InlineData("9063", TownHall.Guidance, "2025-07-10", 2, "02A03")]
    [InlineData("9063", TownHall.Guidance, "2025-07-10", 3, "02A03")]
    public async Task A_start_that_fits_no_assignment_or_no_earlier_notice_returns_whole(string code, int assignment, string begin, int status, string product)
    {
        var returned = await _hall.Send("notices", Start("S1", Started("2025-07-01", TownHall.Specialised, 1, "02A05"), Started(begin, assignment, status, product)));

        Assert.Equal(["0200", code], returned.Descendants().Where(element => element.Name.LocalName == "StartProduct").SelectMany(Codes));
        Assert.Empty(await CareOf(TownHall.Specialised));
        Published.AcceptsReturn(returned, "wmo305", "wmo306");
    }

    [Fact]
    public async Task Care_starts_stops_and_starts_again()
    {
        Assert.Equal("0200", await Sent(id => Start(id, Started("2025-07-10"))));
        Assert.Equal("9074", await Sent(id => Start(id, Started("2025-07-10"))));
        Assert.Equal("9326", await Sent(id => Start(id, Started("2025-08-10"))));
        Assert.Equal("0200", await Sent(id => Start(id, Started("2025-07-14", status: 2))));
        Assert.Equal("9069", await Sent(id => Stop(id, Stopped("2025-07-10", "2025-08-20"))));
        Assert.Equal("9063", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-08-20", status: 2))));
        Assert.Equal("0001", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-07-13"))));
        Assert.Equal("0200", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-08-20"))));
        Assert.Equal("9074", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-08-20"))));
        Assert.Equal("9415", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-08-22"))));
        Assert.Equal("9071", await Sent(id => Start(id, Started("2025-07-14", status: 3))));
        Assert.Equal("9326", await Sent(id => Start(id, Started("2025-08-20"))));
        Assert.Equal("0200", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-08-15", status: 2))));
        Assert.Equal("0200", await Sent(id => Start(id, Started("2025-08-20"))));
        Assert.Equal([("2025-07-14", "2025-08-15"), ("2025-08-20", null)], await CareOf(TownHall.Guidance));
        Assert.Equal("0200", await Sent(id => Start(id, Started("2025-08-20", status: 3))));
        Assert.Equal("0200", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-08-15", status: 3))));
        Assert.Equal([("2025-07-14", null)], await CareOf(TownHall.Guidance));
        Assert.Equal("9074", await Sent(id => Start(id, Started("2025-09-01"), Started("2025-09-02"))));
    }

    [Fact]
    public async Task A_repeated_notice_is_refused_and_its_return_can_be_fetched_again()
    {
        var first = await _hall.Send("notices", Start("S1", Started("2025-07-10")));
        var again = await _hall.Send("notices", Start("S1", Started("2025-07-10")));

        Assert.Equal(["9056"], Codes(again));
        Assert.Equal(first.ToString(), XElement.Parse(await _hall.Http.GetStringAsync("municipalities/9901/notices/S1/return")).ToString());
    }

    [Theory]
    [InlineData("<m:Ontvanger>9901", "<m:Ontvanger>9902", "0001")]
    [InlineData(TownHall.Bsn, "999900007", "0001")]
    [InlineData("2025-07-14</b:Dagtekening>", "2999-01-01</b:Dagtekening>", "8848")]
    public async Task What_is_wrong_with_the_whole_is_refused_whole(string right, string wrong, string code)
    {
        var returned = await _hall.Send("notices", Start("S1", Started("2025-07-10")).Replace(right, wrong));

        Assert.Equal([code], Codes(returned));
        Assert.Empty(await CareOf(TownHall.Guidance));
    }

    [Fact]
    public async Task What_is_no_notice_is_not_answered() =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _hall.Http.PostAsync("municipalities/9901/notices", TownHall.Body(new ADeclaration()))).StatusCode);

    [Fact]
    public async Task A_pause_is_followed_by_a_start_or_a_final_stop()
    {
        await Sent(id => Start(id, Started("2025-07-14")));

        Assert.Equal("0200", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-07-20", reason: 20))));
        Assert.Equal("9413", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-07-25", reason: 20))));
        Assert.Equal("9414", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-07-19"))));
        Assert.Equal("0200", await Sent(id => Stop(id, Stopped("2025-07-14", "2025-07-25"))));
        Assert.Equal([("2025-07-14", "2025-07-25")], await CareOf(TownHall.Guidance));
    }

    [Fact]
    public async Task A_declaration_does_not_depend_on_notices()
    {
        await Sent(id => Start(id, Started("2025-07-10")));
        await Sent(id => Stop(id, Stopped("2025-07-10", "2025-07-20")));

        Assert.Contains("8001", Codes(await _hall.Declare(new ADeclaration())));
    }

    /// <summary>The code that refuses, or 0200.</summary>
    private async Task<string> Sent(Func<string, string> message)
    {
        var codes = Codes(await _hall.Send("notices", message($"S{++_sent}"))).Distinct().ToList();
        return codes.Find(code => code != "0200") ?? codes.Single();
    }

    private async Task<List<(string, string?)>> CareOf(int assignment) => [.. (await _hall.Products()).Single(product => product.Number == assignment).Care
        .OrderBy(care => care.Begin).Select(care => (care.Begin.Iso(), care.End?.Iso()))];

    private static IEnumerable<string> Codes(XElement element) =>
        element.Descendants().Where(code => code.Name.LocalName == "RetourCode").Select(code => code.Value);
}
