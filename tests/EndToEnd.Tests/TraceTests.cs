using System.Diagnostics;
using Buurtzorg.EndToEnd.Tests.Telemetry;
using Buurtzorg.Local.Demo;
using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.EndToEnd.Tests;

public sealed class TraceTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_completion_of_a_visit_is_one_trace_from_the_gateway_to_billing()
    {
        var visit = await platform.PlanVisitAsync(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-90)));
        using var cause = new Activity("a nurse's phone").SetIdFormat(ActivityIdFormat.W3C).Start();
        cause.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        var reply = await platform.Client.SendAsync(Call.Post(Persona.Nurse, $"scheduling/v1/visits/{visit}/completion", new { }) with { Key = visit.ToString() }, Cancellation);
        Assert.Equal(204, reply.Status);
        cause.Stop();

        var trace = await TraceAsync(cause.TraceId.ToHexString(),
        [
            span => span is { Service: "gateway", Kind: Span.Server },
            span => span is { Service: "scheduling", Kind: Span.Server },
            span => span is { Service: "scheduling", Kind: Span.Producer },
            span => span is { Service: "billing", Kind: Span.Consumer },
        ]);
        var reaction = trace.Single(span => span is { Service: "billing", Kind: Span.Consumer });
        var published = Parent(trace, reaction);
        Assert.Equal(("scheduling", Span.Producer, "publish scheduling.visit-completed"), (published.Service, published.Kind, published.Name));
        var completion = Parent(trace, published);
        Assert.Equal(("scheduling", Span.Server), (completion.Service, completion.Kind));
        Assert.Equal(("POST /v1/visits/{visitId:guid}/completion", "204"), (completion.Name, completion.Attributes["http.response.status_code"]));
        var edge = Ancestors(trace, completion).Last(span => span.Kind == Span.Server);
        Assert.Equal("gateway", edge.Service);
        Assert.Contains(trace, span => span.Service == "billing" && span.Attributes.ContainsKey("db.query.text"));
    }

    [Fact]
    public async Task The_claim_of_a_month_is_one_trace_through_billing_and_adapter_that_links_to_its_deliveries()
    {
        Assert.Equal(0, await platform.PlayAsync(Cancellation));
        var linked = await Eventually.GetAsync(() => Task.FromResult(platform.Collector.Spans.LastOrDefault(span => span is { Service: "billing", Name: "close month", LinkedTraces.Count: > 0 })), "the span of the claim");

        Assert.InRange(linked.LinkedTraces.Count, 1, 100);
        Assert.True(int.Parse(linked.Attributes["billing.claim.deliveries"]) >= linked.LinkedTraces.Count);
        await TraceAsync(linked.TraceId,
        [
            span => span is { Service: "billing-adapter-nl-wmo", Kind: Span.Server },
            span => span.Name == "publish billing.claim-closed",
        ]);
        foreach (var delivery in linked.LinkedTraces)
            Assert.Contains(platform.Collector.Spans, span => span.TraceId == delivery && span.Name.StartsWith("react billing-record-delivery", StringComparison.Ordinal));
    }

    private Task<List<Span>> TraceAsync(string traceId, Func<Span, bool>[] complete) => Eventually.GetAsync(
        () => Task.FromResult(platform.Collector.Spans.Where(span => span.TraceId == traceId).ToList() is var trace && complete.All(trace.Any) ? trace : null),
        $"the whole trace {traceId}");

    private static Span Parent(List<Span> trace, Span child) => trace.Single(span => span.SpanId == child.ParentId);

    private static IEnumerable<Span> Ancestors(List<Span> trace, Span span)
    {
        for (var at = trace.FirstOrDefault(other => other.SpanId == span.ParentId); at is not null; at = trace.FirstOrDefault(other => other.SpanId == at.ParentId))
            yield return at;
    }
}
