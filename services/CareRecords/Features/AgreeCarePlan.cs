using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Omaha;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>What client and nurse agreed. It replaces the plan before, which stays in the record.</summary>
/// <param name="ClientsWords">What matters to the client, in the client's words.</param>
/// <param name="AgreedOn">In the time zone of the install; not in the future.</param>
/// <param name="Goals">What they want to reach.</param>
/// <param name="Interventions">What will be done for it.</param>
public sealed record AgreeCarePlan(
    [StringLength(4000, MinimumLength = 1)] string ClientsWords,
    DateOnly AgreedOn,
    [MaxLength(42)] IReadOnlyList<Goal> Goals,
    [MaxLength(200)] IReadOnlyList<Intervention> Interventions);

/// <summary>What is to be reached for a problem.</summary>
/// <param name="Problem">Slug of an Omaha problem.</param>
/// <param name="Text">In plain words; called <c>goal</c> on the wire.</param>
public sealed record Goal(
    [StringLength(80)] string Problem,
    [property: System.Text.Json.Serialization.JsonPropertyName("goal"), StringLength(1000, MinimumLength = 1)] string Text);

/// <summary>An intervention is a category and a target of the Omaha System, and words for this client.</summary>
/// <param name="Problem">Slug of an Omaha problem.</param>
/// <param name="Category">Slug of one of the four categories.</param>
/// <param name="Target">Slug of one of the targets.</param>
/// <param name="Text">What is done for this client.</param>
public sealed record Intervention(
    [StringLength(80)] string Problem, [StringLength(80)] string Category, [StringLength(80)] string Target, [StringLength(1000, MinimumLength = 1)] string Text);

internal static class AgreeCarePlanEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/clients/{clientId:guid}/care-plan", Handle)
        .WithSummary("The first plan needs no If-Match, every later one the ETag of the plan that it replaces.")
        .AsTheRecordSays()
        .MayRefuse(412, 422, 428)
        .Idempotent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, AgreeCarePlan command, IfMatch ifMatch, HttpResponse response,
        Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.GiveCare, "care-plan", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();
        if (Check(command, Today.AtTheLatest(clock)) is { Count: > 0 } faults)
            return faults.ToProblem("care-plan-refused");

        var present = await db.CarePlans.Where(plan => plan.ClientId == clientId).MaxAsync(plan => (long?)plan.Version, ct) ?? 0;
        if ((present > 0 || ifMatch.Version is not null) && ifMatch.Refuses(present) is { } stale) return stale.ToProblem();
        db.CarePlans.Add(new CarePlan
        {
            ClientId = clientId,
            Version = present + 1,
            AgreedOn = command.AgreedOn,
            SealedContent = encryption.Seal(command),
            RecordedBy = caller.PersonId,
            RecordedAt = clock.GetUtcNow(),
        });
        try
        {
            await db.SaveAsync(opened.Entry, ct);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return new IfMatch(present).Refuses(present + 1)!.ToProblem();
        }
        response.SetETag(present + 1);
        return TypedResults.NoContent();
    }

    internal static List<Fault> Check(AgreeCarePlan plan, DateOnly today)
    {
        List<Fault> faults = [];
        if (plan.AgreedOn > today) faults.Add(new("agreedOn", "The agreement lies in the future."));
        for (var i = 0; i < plan.Goals.Count; i++)
            CheckTerm(OmahaTerms.IsProblem, plan.Goals[i].Problem, $"goals[{i}].problem", "none of the 42 problems", faults);
        for (var i = 0; i < plan.Interventions.Count; i++)
        {
            CheckTerm(OmahaTerms.IsProblem, plan.Interventions[i].Problem, $"interventions[{i}].problem", "none of the 42 problems", faults);
            CheckTerm(OmahaTerms.IsCategory, plan.Interventions[i].Category, $"interventions[{i}].category", "none of the 4 categories", faults);
            CheckTerm(OmahaTerms.IsTarget, plan.Interventions[i].Target, $"interventions[{i}].target", "none of the 76 targets", faults);
        }
        return faults;
    }

    private static void CheckTerm(Predicate<string> known, string slug, string path, string not, List<Fault> faults)
    {
        if (!known(slug)) faults.Add(new(path, $"'{slug}' is {not}; their slugs stand at omaha-problems."));
    }
}
