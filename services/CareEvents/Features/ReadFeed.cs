using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Text.Json;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.CareEvents.Features;

/// <summary>Where to go on in the log.</summary>
public sealed record FeedRequest(
    [property: FromQuery(Name = "after"), StringLength(20), Description("`next` of the page before, or a sequence; leave it out to begin with the oldest event that is kept.")] string? After,
    [property: FromQuery(Name = "types"), Description("Only these types, by their full names.")] string[]? Types,
    [property: FromQuery(Name = "limit"), Range(1, 1000), DefaultValue(100), Description("How many at most, 1 to 1000.")] int Limit = 100,
    [property: FromQuery(Name = "wait"), Range(0, 30), DefaultValue(0), Description("When there is nothing yet, how many seconds to wait for something, 0 to 30.")] int Wait = 0);

/// <summary>A part of the log.</summary>
/// <param name="Items">Structured CloudEvents, in the order of their sequence.</param>
/// <param name="Next">Send it as <c>after</c> for what follows, also when there are no items: it says how far was looked.</param>
public sealed record FeedPage(IReadOnlyList<JsonElement> Items, string Next);

internal static class ReadFeedEndpoint
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/events", Handle)
        .WithSummary("Read the log")
        .WithDescription("Without a subscription: you keep your place yourself. 410 when what follows is no longer kept; goOnAfter says where to go on.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 410, 422);

    private static async Task<Results<Ok<FeedPage>, ProblemHttpResult>> Handle(
        [AsParameters] FeedRequest page, Caller caller, CareEventsDb db, PublicLog log, LogSignal signal, CloudEvents cloudEvents, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        if (await db.EntitlementAsync(caller, ct) is not { } allowed)
            return Refusals.NotEntitled.ToProblem();
        if (!Filter.Decide(allowed, caller.Scopes, page.Types ?? [], [], [], new Dictionary<Guid, string?>(), cloudEvents).Accepted(out var types, out var refusal))
            return refusal.ToProblem();
        var (first, head) = (await log.FirstAsync(ct), await log.HeadAsync(ct));
        if (page.After is not { } text)
            text = Sequences.Write(first - 1);
        if (!Sequences.TryRead(text, out var after) || after > head)
            return Refusal.Invalid("unknown-sequence", $"{text} is no sequence of this log, which ends with {head}.").ToProblem();
        if (after + 1 < first)
            return TypedResults.Problem($"What follows {after} is no longer kept. Go on after {first - 1}, and fetch what you missed from the services.", statusCode: StatusCodes.Status410Gone,
                type: "urn:buurtzorg:problem:behind-retention", extensions: new Dictionary<string, object?> { ["goOnAfter"] = Sequences.Write(first - 1) });

        while (true)
        {
            var grown = signal.Waiter();
            var stretch = await log.ReadAsync(Audience.Of(allowed, caller.Scopes, types), after, page.Limit, ct);
            var left = TimeSpan.FromSeconds(page.Wait) - Stopwatch.GetElapsedTime(began);
            if (stretch.Events.Count > 0 || left <= TimeSpan.Zero)
                return TypedResults.Ok(new FeedPage([.. stretch.Events.Select(@event => JsonSerializer.Deserialize<JsonElement>(@event.Body))], Sequences.Write(stretch.Upto)));
            after = stretch.Upto;
            if (stretch.Upto == stretch.Head)
                await grown(left < Look ? left : Look, ct); // another replica may write
            if (await db.EntitlementAsync(caller, ct) is not { } still)
                return Refusals.NotEntitled.ToProblem();
            allowed = still;
        }
    }
}
