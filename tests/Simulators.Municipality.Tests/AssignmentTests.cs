using System.Net;
using System.Xml.Linq;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class AssignmentTests(TownHall hall) : IClassFixture<TownHall>
{
    [Fact]
    public void An_assignment_is_a_WMO301_as_published() => Published.Accepts(XElement.Parse(hall.Assigned), "WMO301.xsd");

    [Fact]
    public async Task Asking_again_for_the_same_numbers_gives_the_same_message()
    {
        var again = await hall.Assign(TownHall.Guidance, TownHall.Specialised);

        Assert.Equal(hall.Assigned, await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_number_is_given_once() =>
        Assert.Equal(HttpStatusCode.Conflict, (await hall.Assign(TownHall.Guidance, 7999)).StatusCode);

    [Theory]
    [InlineData("999900006", true)]
    [InlineData("999900007", false)]
    [InlineData("99990000", false)]
    public void A_BSN_passes_the_eleven_test(string bsn, bool valid) => Assert.Equal(valid, Bsn.IsValid(bsn));

    [Fact]
    public async Task A_municipality_that_is_not_simulated_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await hall.Http.GetAsync("municipalities/0363/assignments")).StatusCode);

    [Fact]
    public void There_are_twenty_municipalities() => Assert.Equal(Enumerable.Range(9901, 20).Select(code => $"{code}"), Towns.All.Select(town => town.Code));
}
