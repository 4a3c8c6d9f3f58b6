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
        await using var documents = billing.CreateCommand($"SELECT count(*) FROM messages WHERE payer_id = '{next}' AND media_type LIKE 'text/csv%' AND direction = 'Sent'");
        Assert.Equal(2L, await documents.ExecuteScalarAsync(TestContext.Current.CancellationToken)); // the acknowledgement and the time-sheet
        await platform.ReconcileAsync();
        await platform.CommandAsync("billing", "verify-ledger");
    }
}
