using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

/// <summary>What the platform's own events say beyond the catalogue stays inside: looked for in everything that leaves, where a planted word is found.</summary>
public sealed class PrivacyTests(CareEventsFixture service)
{
    [Fact]
    public async Task Nothing_beyond_the_catalogue_leaves_by_webhook_feed_or_queue_where_a_planted_word_does()
    {
        var team = Guid.CreateVersion7();
        var integrator = await service.AnIntegratorAsync([team]);
        var receiver = service.Receivers.New();
        await integrator.SubscribeAsync(receiver);
        var (queueId, queue) = await integrator.SubscribeQueueAsync();
        var before = await service.HeadAsync();
        string[] planted = ["Plantsoenwachter", "999997440"];
        await PlantAsync(team, string.Join(' ', planted));
        Assert.Equal(3 * planted.Length, (await FoundAsync(planted, expected: 1)).Count);

        before = await service.HeadAsync();
        var (client, visit, link, authorisation, carer, activity) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var each in new object[]
        {
            new ClientAdmitted(client, 1, team, "aGFzaCBvZiBhIG51bWJlcg==", new DateOnly(2026, 10, 1)),
            new VisitPlanned(visit, 1, client, team, carer, "guidance-specialised", DateTimeOffset.UtcNow.AddDays(9), DateTimeOffset.UtcNow.AddDays(9).AddHours(1)),
            new VisitCompleted(visit, 2, client, team, carer, "guidance-specialised", DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow, 57, 60, DateTimeOffset.UtcNow),
            new ActivityLinked(link, 1, client, team, activity, new DateOnly(2026, 10, 2)),
            new AuthorisationChanged(authorisation, 1, "nl-wmo:9901", client),
            new CareEnded(client, 2, team, 1, new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 9), "died"),
        })
            await service.PublishAsync(each);

        Assert.Empty(await FoundAsync([carer.ToString(), activity.ToString(), "guidance", "aGFzaCBv", "died", "nl-wmo:9901", "\"minutes\"", "planned", "hash"], expected: 6));

        async Task<List<string>> FoundAsync(string[] words, int expected)
        {
            await Eventually.TrueAsync(async () => (await integrator.ReadAllAsync(before)).Count == expected && receiver.Log.Count(received => received.Sequence > before) == expected, "everything by feed and webhook");
            var read = await Others.AskAsync("read-queue.mjs", new { address = AmqpTests.AddressOf(queue), queue = queue.Name, count = expected });
            (string Name, string Content)[] places =
            [
                ("feed", string.Concat((await integrator.ReadAllAsync(before)).Select(told => Without(told.GetRawText())))),
                ("webhook", string.Concat(receiver.Log.Where(received => received.Sequence > before).Select(received => Without(received.Body)))),
                ("queue", Without(read.GetProperty("messages").GetRawText())),
            ];
            return [.. from place in places from word in words where place.Content.Contains(word, StringComparison.OrdinalIgnoreCase) select $"{word} in {place.Name}"];
        }
    }

    // The names of types are the catalogue's own words.
    private static string Without(string content) => content.Replace("visits.visit-planned.v1", "", StringComparison.Ordinal).Replace("visit-planned", "", StringComparison.Ordinal);

    private async Task PlantAsync(Guid team, string text)
    {
        await using var insert = service.Database.CreateCommand("INSERT INTO incoming (type, subject_id, version, team_id, data, received_at) VALUES ('teams.absence-changed.v1', $1, 1, $1, json_build_object('teamId', $1, 'version', 1, 'planted', $2::text), now())");
        insert.Parameters.AddWithValue(team);
        insert.Parameters.AddWithValue(text);
        await insert.ExecuteNonQueryAsync();
    }
}
