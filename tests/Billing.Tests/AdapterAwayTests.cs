using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Features;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.Billing.Tests;

public sealed class AdapterAwayTests(TwoAdaptersFixture billing) : IClassFixture<TwoAdaptersFixture>
{
    [Fact]
    public async Task An_adapter_outside_the_contract_is_refused_its_payers_wait_visibly_and_the_others_are_served()
    {
        await billing.GiveCareAsync("nl-wmo:9911", "999900006", 50);
        billing.Second.ContractVersion = "1.2.0";
        var refused = await billing.AlertAsync("adapter-refused");
        var waits = await IdAsync(await billing.CloseAsync("nl-wmo:9911", "2026-10"));

        Assert.Equal(("second", JsonValueKind.Null), (refused.GetProperty("adapter").GetString(), refused.GetProperty("payerId").ValueKind));
        Assert.Contains("speaks version 1.2.0 of the contract, and billing accepts 1.0 up to and including 1.1", refused.GetProperty("what").GetString());
        await billing.RenderedAsync("nl-wmo:9901", "999900018");
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>("SELECT count(*) FROM waiting_events") is > 0 and var waiting
            && (await billing.AlertAsync("adapter-refused")).GetProperty("what").GetString()!.Contains($"Pieces of work that wait for it: {waiting}."), "the alert to count what waits");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await billing.UploadAsync("nl-wmo:9912", billing.Second.Assignment("nl-wmo:9912", "999900031", ["4242"]))).StatusCode);
        var claim = await billing.GetAsync($"v1/claims/{waits}");
        Assert.Equal(("closed", 0), (claim.GetProperty("state").GetString(), claim.GetProperty("faults").GetArrayLength()));

        billing.Second.ContractVersion = "1.1.0"; // mended; billing goes on by itself
        await billing.ClaimAsync(waits, "rendered");
        await Eventually.TrueAsync(async () => (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9912")).GetProperty("items").EnumerateArray().Any(one => one.GetProperty("number").GetString() == "4242"), "the message to be read");
        await billing.AlertEndsAsync("adapter-refused");
        Assert.Equal(0L, await billing.ScalarAsync<long>("SELECT count(*) FROM waiting_events"));
    }

    [Fact]
    public async Task An_adapter_that_hangs_slows_no_other_and_its_work_is_done_when_it_is_back()
    {
        billing.Second.Hangs = true;
        var hanging = Enumerable.Range(0, 40).Select(i => billing.UploadAsync($"nl-wmo:{9911 + i % 10}", billing.Second.Assignment($"nl-wmo:{9911 + i % 10}", $"{999900100 + i}", [$"{7000 + i}"]))).ToList();
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>("SELECT count(*) FROM messages WHERE state = 'Stored' AND direction = 'Received'") == 40, "everything to be stored");
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>("SELECT count(*) FROM waiting_events") > 16, "more to wait than a reaction does at a time"); // turned away, because the places are taken

        await billing.RenderedAsync("nl-wmo:9902", "999900043");

        Assert.True(billing.Second.Hangs && hanging.Any(upload => !upload.IsCompleted)); // long before the adapter that hangs is given up
        billing.Second.Hangs = false;
        await Task.WhenAll(hanging);
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>("SELECT count(*) FROM messages WHERE state = 'Stored' AND direction = 'Received'") == 0, "everything to be read", TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_adapter_that_is_away_is_an_alert_until_it_is_back()
    {
        billing.Adapter.Away = true;

        var away = await billing.AlertAsync("adapter-away");
        Assert.Equal("nl-wmo", away.GetProperty("adapter").GetString());
        Assert.Contains("goes on by itself", away.GetProperty("whatToDo").GetString());
        await using (var scope = billing.Services.CreateAsyncScope())
            Assert.True((await ActivatorUtilities.CreateInstance<AlertBook>(scope.ServiceProvider).FiguresAsync(default)).Unusable["nl-wmo"]);

        billing.Adapter.Away = false;
        await billing.AlertEndsAsync("adapter-away");
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage response) => (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
}
