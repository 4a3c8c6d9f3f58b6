using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Omaha;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>An assessment as it was recorded.</summary>
/// <param name="Id">The assessment.</param>
/// <param name="AssessedOn">In the time zone of the install.</param>
/// <param name="Phase">When in the care.</param>
/// <param name="RecordedBy">The nurse.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Problems">What was found.</param>
public sealed record AssessmentShown(
    Guid Id, DateOnly AssessedOn, AssessmentPhase Phase, Guid RecordedBy, DateTimeOffset RecordedAt, IReadOnlyList<AssessedProblem> Problems);

internal static class ListAssessmentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/assessments", Handle)
        .WithSummary("The newest first.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<Page<AssessmentShown>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "assessments", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var found = await db.Assessments.AsNoTracking()
            .Where(assessment => assessment.ClientId == clientId && (page.After == null || assessment.Id < page.After))
            .OrderByDescending(assessment => assessment.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page<AssessmentShown>.Of([.. found.Select(assessment => Show(assessment, encryption))], page.Limit, assessment => assessment.Id));
    }

    private static AssessmentShown Show(Assessment assessment, FieldEncryption encryption) => new(
        assessment.Id, assessment.AssessedOn, assessment.Phase, assessment.RecordedBy, assessment.RecordedAt,
        [.. assessment.Problems.Select(problem => new AssessedProblem(
            problem.Problem, problem.Scope, problem.Status, new(problem.Knowledge, problem.Behavior, problem.StatusRating),
            problem.Signs, problem.SealedRiskFactors is { } factors ? encryption.Open<List<string>>(factors) : []))]);
}
