using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Omaha;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>The nurse who gives the care assesses with the Omaha System.</summary>
/// <param name="AssessedOn">In the time zone of the install; not in the future, and not before the admission.</param>
/// <param name="Phase">Admission first and once, then interim, then discharge.</param>
/// <param name="Problems">Each problem once.</param>
public sealed record RecordAssessment(DateOnly AssessedOn, AssessmentPhase Phase, [MinLength(1), MaxLength(42)] IReadOnlyList<AssessedProblem> Problems);

internal static class RecordAssessmentEndpoint
{
    internal sealed record Earlier(AssessmentPhase Phase, DateOnly AssessedOn);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/assessments", Handle)
        .WithSummary("Assesses with the Omaha System; for the team.")
        .AsTheRecordSays()
        .MayRefuse(409, 422)
        .Idempotent();

    private static async Task<Results<Created<Created>, ProblemHttpResult>> Handle(
        Guid clientId, RecordAssessment command, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.GiveCare, "assessments", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        var admittedOn = await db.Clients.Where(client => client.Id == clientId).Select(client => client.AdmittedOn).SingleAsync(ct);
        if (Check(command, admittedOn, Today.AtTheLatest(clock)) is { Count: > 0 } faults)
            return faults.ToProblem("assessment-refused");
        var earlier = await db.Assessments.Where(assessment => assessment.ClientId == clientId)
            .Select(assessment => new Earlier(assessment.Phase, assessment.AssessedOn)).ToListAsync(ct);
        if (DecidePhase(command, earlier) is { } outOfPlace) return outOfPlace.ToProblem();

        var made = new Assessment
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            Phase = command.Phase,
            AssessedOn = command.AssessedOn,
            RecordedBy = caller.PersonId,
            RecordedAt = clock.GetUtcNow(),
            Problems = [.. command.Problems.Select(problem => Row(problem, encryption))],
        };
        db.Assessments.Add(made);
        try
        {
            await db.SaveAsync(opened.Entry, ct);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return AdmissionIsThere.ToProblem();
        }
        return TypedResults.Created($"/{RecordDoor.Service}/v1/clients/{clientId}/assessments", new Created(made.Id));
    }

    internal static List<Fault> Check(RecordAssessment command, DateOnly admittedOn, DateOnly today)
    {
        var faults = AssessmentRules.Check(command.Problems);
        if (command.AssessedOn > today) faults.Add(new("assessedOn", "The assessment lies in the future."));
        if (command.AssessedOn < admittedOn) faults.Add(new("assessedOn", "The assessment lies before the first day of care."));
        return faults;
    }

    internal static Refusal? DecidePhase(RecordAssessment command, IReadOnlyCollection<Earlier> earlier)
    {
        var admission = earlier.FirstOrDefault(assessment => assessment.Phase is AssessmentPhase.Admission);
        var discharge = earlier.FirstOrDefault(assessment => assessment.Phase is AssessmentPhase.Discharge);
        if (command.Phase is AssessmentPhase.Admission)
            return admission is null ? null : AdmissionIsThere;
        if (admission is null || command.AssessedOn < admission.AssessedOn)
            return Refusal.Conflict("no-admission-yet", "The admission assessment comes first.");
        if (discharge is not null && (command.Phase is AssessmentPhase.Discharge || command.AssessedOn > discharge.AssessedOn))
            return Refusal.Conflict("already-discharged", "The discharge assessment is the last one, and it is there already.");
        return null;
    }

    private static Refusal AdmissionIsThere =>
        Refusal.Conflict("already-assessed-at-admission", "There is an admission assessment; record this one as interim.");

    private static Assessment.ProblemRow Row(AssessedProblem problem, FieldEncryption encryption) => new()
    {
        Problem = problem.Problem,
        Scope = problem.Scope,
        Status = problem.Status,
        Signs = [.. problem.Signs ?? []],
        SealedRiskFactors = problem.RiskFactors is { Count: > 0 } factors ? encryption.Seal(factors) : null,
        Knowledge = problem.Ratings.Knowledge,
        Behavior = problem.Ratings.Behavior,
        StatusRating = problem.Ratings.Status,
    };
}
