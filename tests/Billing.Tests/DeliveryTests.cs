using System.Text.Json;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class DeliveryTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Theory]
    [InlineData("assignment, admission, visit", "nl-wmo:9901", "999900006")]
    [InlineData("assignment, visit, admission", "nl-wmo:9902", "999900018")]
    [InlineData("admission, assignment, visit", "nl-wmo:9903", "999900031")]
    [InlineData("admission, visit, assignment", "nl-wmo:9904", "999900043")]
    [InlineData("visit, admission, assignment", "nl-wmo:9905", "999900055")]
    [InlineData("visit, assignment, admission", "nl-wmo:9906", "999900067")]
    public async Task A_visit_finds_its_authorisation_whatever_arrives_first(string order, string payer, string bsn)
    {
        var client = billing.CareRecords.Know(bsn);
        foreach (var step in order.Split(", "))
        {
            if (step == "assignment") (await billing.UploadAsync(payer, billing.Adapter.Assignment(payer, bsn, [bsn]))).EnsureSuccessStatusCode();
            if (step == "admission") await billing.AdmitAsync(bsn, client);
            if (step == "visit") await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 30));
        }

        await billing.CoveredAsync(client, 1);
        Assert.Equal(payer, (await billing.DeliveriesAsync(client))[0].GetProperty("payerId").GetString());
    }

    [Fact]
    public async Task Care_without_an_authorisation_or_an_agreement_is_kept_and_shown()
    {
        var client = await billing.AdmitAsync("999900079");
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 30));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-06T09:00:00Z", 30, "nursing"));

        await Eventually.TrueAsync(async () => (await billing.DeliveriesAsync(client)).Length == 2, "both visits to be kept");

        Assert.Equal(["no-agreement", "no-authorisation"], (await billing.DeliveriesAsync(client)).Select(State).Order());
    }

    [Fact]
    public async Task The_highest_version_wins_in_whatever_order_and_however_often_they_arrive()
    {
        var client = await billing.AdmitAsync("999900080");
        var visit = Guid.CreateVersion7();
        var once = Guid.CreateVersion7();
        foreach (var (version, minutes) in new[] { (2, 40), (4, 55), (3, 50), (4, 55), (1, 30) })
            await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", minutes, version: version, visit: visit), version == 4 ? once : null);
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-06T09:00:00Z", 10));

        await Eventually.TrueAsync(async () => (await billing.DeliveriesAsync(client)) is [var first, _] && first.GetProperty("minutes").GetInt32() == 55, "the fourth version to win");
    }

    [Theory]
    [InlineData("2026-10-31T22:59:00Z", "2026-10-31")]
    [InlineData("2026-10-31T23:00:00Z", "2026-11-01")] // midnight in winter time
    [InlineData("2026-09-30T21:59:00Z", "2026-09-30")]
    [InlineData("2026-09-30T22:00:00Z", "2026-10-01")] // midnight in summer time
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25")] // before the clock goes back
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25")] // and after
    public async Task A_visit_belongs_to_the_day_on_which_it_began_where_the_install_is(string start, string day)
    {
        var client = await billing.AdmitAsync("999900110");
        await billing.PublishAsync(BillingFixture.Visit(client, start, 30));

        await Eventually.TrueAsync(async () => (await billing.DeliveriesAsync(client)).Length == 1, "the visit to be kept");

        Assert.Equal(day, (await billing.DeliveriesAsync(client))[0].GetProperty("deliveredOn").GetString());
        Assert.Equal(1, (await billing.GetAsync($"v1/deliveries?clientId={client}&period={day[..7]}")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await billing.GetAsync($"v1/deliveries?clientId={client}&period=2025-01")).GetProperty("items").GetArrayLength());
    }

    private static string State(JsonElement delivery) => delivery.GetProperty("state").GetString()!;
}
