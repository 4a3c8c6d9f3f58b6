using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Testing;

namespace Buurtzorg.Scheduling.Tests;

public sealed class KnowClientTests(SchedulingFixture service)
{
    [Fact]
    public async Task Of_admissions_in_any_order_and_twice_the_highest_version_wins()
    {
        var clientId = Guid.CreateVersion7();
        var messages = Enumerable.Range(1, 8)
            .Select(version => (Id: Guid.CreateVersion7(), Event: new ClientAdmitted(clientId, version, Guid.CreateVersion7(), "hash", new DateOnly(2026, 10, 1))))
            .ToArray();
        var stream = messages.Concat(messages).ToArray();
        new Random(8).Shuffle(stream);

        await Task.WhenAll(stream.Select(message => service.PublishAsync(message.Event, message.Id)));

        await Eventually.TrueAsync(async () => await HandledAsync([.. messages.Select(message => message.Id)]) == 8, "every message to be handled");
        Assert.Equal(messages[^1].Event.TeamId, await service.TeamOfAsync(clientId));
    }

    private async Task<long> HandledAsync(Guid[] messageIds)
    {
        await using var count = service.Database.CreateCommand("SELECT count(*) FROM platform.inbox WHERE message_id = ANY ($1)");
        count.Parameters.AddWithValue(messageIds);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
