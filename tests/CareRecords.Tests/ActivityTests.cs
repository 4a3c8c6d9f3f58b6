using System.Net;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class ActivityTests(CareRecordsHost service)
{
    [Fact]
    public async Task A_linked_activity_shows_in_the_client_s_network_and_its_end_too()
    {
        var (client, link, activity) = (await service.AdmitAsync(), Guid.CreateVersion7(), Guid.CreateVersion7());

        await service.PublishAsync(new ActivityLinked(link, 1, client.Id, service.Oost, activity, new DateOnly(2026, 10, 5)));
        var shown = await ShownAsync(client, activities => activities.Count == 1);
        Assert.Equal((link, activity, "2026-10-05", $"/social-map/v1/links/{link}"), (shown[0].GetProperty("linkId").GetGuid(), shown[0].GetProperty("serviceId").GetGuid(), shown[0].Text("since"), shown[0].Text("href")));

        await service.PublishAsync(new ActivityLinkEnded(link, 3, client.Id, service.Oost, new DateOnly(2026, 11, 20)));
        await ShownAsync(client, activities => activities[0].GetProperty("until").GetString() == "2026-11-20");
        Assert.Contains("You looked at your activities", await service.WordsAsync(client));
        Assert.Empty((await service.DistrictNurse.GetAsync($"v1/clients/{client.Id}/network", HttpStatusCode.OK)).Items());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_any_order_and_twice_the_link_ends_on_the_day_of_the_highest_version(int seed)
    {
        var (client, link, last) = (await service.AdmitAsync(), Guid.CreateVersion7(), Guid.CreateVersion7());
        object[] stream =
        [
            new ActivityLinked(link, 1, client.Id, service.Oost, Guid.CreateVersion7(), new DateOnly(2026, 10, 5)),
            new ActivityLinkEnded(link, 2, client.Id, service.Oost, new DateOnly(2026, 10, 20)),
            new ActivityLinkEnded(link, 4, client.Id, service.Oost, new DateOnly(2026, 11, 1)),
        ];
        var shuffled = stream.Concat(stream).ToArray();
        new Random(seed).Shuffle(shuffled);

        foreach (var @event in shuffled)
            await service.PublishAsync(@event);
        await service.PublishAsync(new ActivityLinked(last, 1, client.Id, service.Oost, Guid.CreateVersion7(), new DateOnly(2026, 10, 6)));

        await ShownAsync(client, activities => activities.Count == 2 && activities.Single(activity => activity.GetProperty("linkId").GetGuid() == link).GetProperty("until").GetString() == "2026-11-01");
    }

    [Fact]
    public async Task Who_may_not_see_the_record_sees_no_activities()
    {
        var client = await service.AdmitAsync();
        using var neighbour = service.Client(CallerKinds.Citizen);

        await neighbour.GetAsync($"v1/clients/{client.Id}/network/activities", HttpStatusCode.NotFound);
    }

    private static async Task<List<System.Text.Json.JsonElement>> ShownAsync(AClient client, Func<List<System.Text.Json.JsonElement>, bool> expected) => await Eventually.GetAsync(async () =>
    {
        var activities = (await client.Http.GetAsync($"v1/clients/{client.Id}/network/activities", HttpStatusCode.OK)).Items();
        return activities.Count > 0 && expected(activities) ? activities : null;
    }, "the activities to be as expected");
}
