using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>A team says something about a service: beside the entry of its owner, which stays as it is. Nothing about a person belongs here.</summary>
/// <param name="TeamId">A team of the caller.</param>
/// <param name="Kind">A remark, a correction, or that they went there.</param>
/// <param name="Text">What they say; may be left out where they went there.</param>
/// <param name="Field">Of a correction: the field of HSDS that is wrong, such as <c>phones</c> or <c>schedules</c>.</param>
/// <param name="On">When they went or saw it; left out, it is today. At most a year back.</param>
public sealed record AddRemark(
    Guid TeamId, RemarkKind Kind, [StringLength(1000)] string? Text = null, [RegularExpression("[a-z_]{2,50}", ErrorMessage = "Field is a field of HSDS, such as phones.")] string? Field = null, DateOnly? On = null);

internal static class AddRemarkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/services/{serviceId:guid}/remarks", Handle)
        .WithSummary("Remark, correct, or say that you went there")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        Guid serviceId, AddRemark command, Caller caller, SocialMapDb db, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        if (!await db.IsMemberAsync(command.TeamId, caller, ct))
            return Refusal.Forbidden("not-a-member", "A team speaks through its members.").ToProblem();
        if (!await db.Entries.AnyAsync(entry => entry.Kind == EntryKinds.Service && entry.Id == serviceId, ct))
            return Refusal.NotFound().ToProblem();
        if (!Decide(command, zone.Today(clock)).Accepted(out var on, out var refusal))
            return refusal.ToProblem();

        var remark = new Remark
        {
            Id = Guid.CreateVersion7(),
            ServiceId = serviceId,
            TeamId = command.TeamId,
            PersonId = caller.PersonId,
            Kind = command.Kind,
            Field = command.Field,
            Text = command.Text,
            On = on,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Add(remark);
        if (command.Kind is RemarkKind.WentThere)
            await Freshen.AfterAsync(db, serviceId, remark, ct);
        else
            await db.SaveChangesAsync(ct);
        return TypedResults.Created($"{request.PathBase}/v1/services/{serviceId}/remarks", new CreatedId(remark.Id));
    }

    internal static Outcome<DateOnly> Decide(AddRemark command, DateOnly today)
    {
        var on = command.On ?? today;
        return command switch
        {
            { Kind: not RemarkKind.WentThere } when string.IsNullOrWhiteSpace(command.Text) => Refusal.Invalid("nothing-said", "Say what is worth knowing, or what is right."),
            { Kind: RemarkKind.Correction, Field: null } => Refusal.Invalid("field-missing", "Name the field that is wrong, such as phones, schedules or description."),
            { Kind: not RemarkKind.Correction, Field: not null } => Refusal.Invalid("field-not-expected", "Only a correction names a field."),
            _ when on > today || on < today.AddYears(-1) => Refusal.Invalid("on-out-of-range", "That is a day between a year ago and today."),
            _ => on,
        };
    }
}

/// <summary>A visit of a team makes an entry fresh, in the list of what was found too.</summary>
internal static class Freshen
{
    public static async Task AfterAsync(SocialMapDb db, Guid serviceId, Remark visit, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.SaveChangesAsync(ct);
        await AllAsync(db, serviceId, ct);
        if (own is not null)
            await own.CommitAsync(ct);
    }

    /// <summary>Counts anew, from what the owner says and the visits that stand.</summary>
    public static async Task AllAsync(SocialMapDb db, Guid serviceId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            UPDATE entries SET fresh_on = coalesce(greatest(assured_on, (SELECT max("on") FROM remarks WHERE service_id = {serviceId} AND kind = 'WentThere')), DATE '1900-01-01')
            WHERE kind = 'service' AND id = {serviceId}
            """, ct);
        await db.Database.ExecuteSqlAsync($"UPDATE service_words SET fresh_on = (SELECT fresh_on FROM entries WHERE kind = 'service' AND id = {serviceId}) WHERE service_id = {serviceId}", ct);
    }
}
