using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Demo.Seed;

namespace Buurtzorg.Local.Tests.Demo;

public sealed class NeighbourhoodTests
{
    private static readonly SeededClient[] Clients = [.. Neighbourhood.Paper.Teams.SelectMany(team => team.Clients)];

    [Fact]
    public void There_are_four_teams_and_five_clients_for_each_of_their_members()
    {
        Assert.Equal([("Oost", 12), ("West", 8), ("Noord", 6), ("Zuid", 4)], Neighbourhood.Paper.Teams.Select(team => (team.Name, team.Members.Count)));
        Assert.Equal(150, Clients.Length);
    }

    [Fact]
    public void Everybody_has_a_number_of_the_test_range_of_their_own()
    {
        string[] numbers = [.. Clients.Select(client => client.Bsn), .. Enumerable.Range(1, Play.Municipalities).Select(number => Cast.Of(APlay(number)).Bsn)];

        Assert.Equal(170, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.True(TestBsn.Passes(int.Parse(number)) && int.Parse(number) is >= 999900006 and <= 999999990));
    }

    [Fact]
    public void No_carer_is_needed_in_two_places_at_once()
    {
        var visits = from client in Clients
                     from day in client.Weekdays
                     select (client.Carer, day, client.Start, End: client.Start.AddMinutes(client.Minutes));

        foreach (var carer in visits.GroupBy(visit => (visit.Carer, visit.day)))
        {
            var ordered = carer.OrderBy(visit => visit.Start).ToArray();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
            Assert.True(ordered[^1].End <= new TimeOnly(15, 0), "the afternoon is for the demo");
        }
    }

    [Fact]
    public void A_play_keeps_its_keys_and_people_after_it_was_killed()
    {
        var folder = Directory.CreateTempSubdirectory("plays").FullName;
        var play = new Plays(folder).Begin(1, TimeProvider.System);

        var again = Assert.Single(new Plays(folder).All());

        Assert.Equal((play.IdOf("claim"), play.NumberOf("guidance"), play.Period), (again.IdOf("claim"), again.NumberOf("guidance"), again.Period));
    }

    private static Play APlay(int number) => new() { Number = number, Id = Guid.CreateVersion7(), Period = "2026-10" };
}
