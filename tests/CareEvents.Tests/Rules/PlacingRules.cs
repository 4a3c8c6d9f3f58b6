using Buurtzorg.CareEvents.Log;

namespace Buurtzorg.CareEvents.Tests.Rules;

public sealed class PlacingRules
{
    private static readonly DateTimeOffset Now = new(2026, 10, 12, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Visit = Guid.CreateVersion7(), Somebody = Guid.CreateVersion7(), Team = Guid.CreateVersion7();
    private static readonly Dictionary<Guid, Client> Sharing = new() { [Somebody] = new(Team, true) };
    private static readonly Dictionary<Guid, Client> NotSharing = new() { [Somebody] = new(Team, false) };

    [Fact]
    public void A_later_version_waits_a_little_for_the_one_before_it_and_then_goes_without_it()
    {
        Assert.Empty(Place([Event(1, 2, ago: 0)]).Log);
        Assert.Equal([2], Versions(Place([Event(1, 2, ago: 11)])));
        Assert.Equal([2], Versions(Place([Event(1, 2, ago: 0)], known: 1)));
    }

    [Fact]
    public void What_is_there_together_stands_in_order_and_in_the_places_it_had() =>
        Assert.Equal([1, 2, 3], Versions(Place([Event(1, 3, ago: 0), Event(2, 1, ago: 0), Event(3, 2, ago: 0)])));

    [Fact]
    public void What_comes_too_late_is_told_late() => Assert.Equal([1], Versions(Place([Event(1, 1, ago: 0)], known: 2)));

    [Fact]
    public void Somebody_who_does_not_share_is_left_out_but_for_the_news_of_it()
    {
        var placed = Place([Event(1, 1, ago: 0), Event(2, 1, ago: 0, "clients.sharing-changed.v1"), Event(3, 1, ago: 0, "clients.access-changed.v1")], clients: NotSharing);
        Assert.Equal("clients.sharing-changed.v1", Assert.Single(placed.Log).Type);
        Assert.Equal(2, placed.LeaveOut.Count);
    }

    [Fact]
    public void Without_a_team_it_waits_for_what_is_known_of_the_client()
    {
        var authorisation = Event(1, 1, ago: 0, "authorisations.authorisation-received.v1") with { TeamId = null };
        Assert.Empty(Place([authorisation], clients: []).Log);
        Assert.Null(Assert.Single(Place([authorisation with { ReceivedAt = Now.AddSeconds(-11) }], clients: []).Log).TeamId);
        Assert.Equal(Team, Assert.Single(Place([authorisation]).Log).TeamId);
    }

    private static Placed Place(Waiting[] batch, long known = 0, Dictionary<Guid, Client>? clients = null) =>
        Placing.Decide(batch, new Dictionary<(string, Guid), long> { [("visits", Visit)] = known }, clients ?? Sharing, Now);

    private static long[] Versions(Placed placed) => [.. placed.Log.Select(waiting => waiting.Version)];

    private static Waiting Event(long id, long version, int ago, string type = "visits.visit-moved.v1") => new(id, type, Visit, version, Somebody, Team, "{}", null, null, Now.AddSeconds(-ago));
}
