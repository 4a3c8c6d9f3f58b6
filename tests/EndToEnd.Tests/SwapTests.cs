using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.EndToEnd.Tests;

public sealed class SwapTests(RunningPlatform platform)
{
    [Fact]
    public async Task A_municipality_gets_another_adapter_by_one_line_and_its_month_is_played_in_the_messages_of_that_one()
    {
        var next = $"nl-wmo:{9901 + platform.Plays().Count}";
        Assert.Equal("adapter: nl-wmo", platform.Installation.Wiring.Agreements.Swap(next, "simulated"));
        await platform.Installation.RestartAsync("billing", TestContext.Current.CancellationToken);
        await platform.ReadyAsync();

        Assert.Equal(0, await platform.PlayAsync(TestContext.Current.CancellationToken));

        await using var billing = platform.Database("billing");
        await using var documents = billing.CreateCommand($"SELECT count(*) FILTER (WHERE media_type LIKE 'text/csv%'), count(*) FROM messages WHERE payer_id = '{next}' AND direction = 'Sent'");
        await Eventually.TrueAsync(async () =>
        {
            await using var count = await documents.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            await count.ReadAsync(TestContext.Current.CancellationToken);
            return (count.GetInt64(0), count.GetInt64(1)) == (4, 4);
        }, "the acknowledgement, the start of care of both products and the time-sheet, all as CSV");
        await platform.ReconcileAsync();
        await platform.CommandAsync("billing", "verify-ledger");
    }
}
