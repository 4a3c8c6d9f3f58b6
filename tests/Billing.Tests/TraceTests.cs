using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Features;

namespace Buurtzorg.Billing.Tests;

public sealed class TraceTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task A_month_is_one_trace_through_billing_and_the_adapter_that_links_to_its_deliveries()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var client = await billing.GiveCareAsync("nl-wmo:9901", "999900006", 20, 30, 40);
        var id = (await (await billing.CloseAsync("nl-wmo:9901", "2026-10")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await billing.ClaimAsync(id, "rendered");

        var root = Assert.Single(spans, span => span.OperationName == "close month" && Equals(span.GetTagItem("billing.claim.id"), id));
        Assert.Null(root.ParentId);
        Assert.Equal(3L, root.GetTagItem("billing.claim.deliveries"));
        var deliveries = spans.Where(span => span.OperationName == "react billing-record-delivery-when-visit-completed").Select(span => span.TraceId).ToHashSet();
        Assert.Equal(3, root.Links.Select(link => link.Context.TraceId).Where(deliveries.Contains).Distinct().Count());
        Assert.Contains(spans, span => span.Links.Any(link => link.Context.SpanId == root.SpanId)); // the request that closed the month
        Assert.Contains(spans, span => span.OperationName == "react billing-render-claim-when-claim-closed" && span.TraceId == root.TraceId);
        Assert.Contains(billing.Adapter.Traces, trace => trace?.Contains(root.TraceId.ToString()) == true);
        Assert.DoesNotContain(spans.Where(span => span.TraceId == root.TraceId).SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains(client.ToString()) || $"{tag.Value}".Contains("999900006"));
    }

    [Fact]
    public void A_claim_links_to_at_most_100_deliveries_and_says_how_many_there_are()
    {
        var causes = Enumerable.Range(0, 150).Select(_ => $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");
        using var root = ClaimTrace.Begin("nl-wmo:9901", new(2026, 10));

        ClaimTrace.Tell(root, Guid.CreateVersion7(), 3, 150, causes);

        Assert.Equal(100, root.Links.Count());
        Assert.Equal(150L, root.GetTagItem("billing.claim.deliveries"));
    }
}
