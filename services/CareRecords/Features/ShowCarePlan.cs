using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

internal static class ShowCarePlanEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/care-plan", Handle)
        .WithSummary("The present plan; its ETag goes into If-Match when it is replaced.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<AgreeCarePlan>, ProblemHttpResult>> Handle(
        Guid clientId, HttpResponse response, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "care-plan", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var plan = await db.CarePlans.AsNoTracking().Where(plan => plan.ClientId == clientId).OrderByDescending(plan => plan.Version).FirstOrDefaultAsync(ct);
        if (plan is null) return Refusal.NotFound().ToProblem();
        response.SetETag(plan.Version);
        return TypedResults.Ok(encryption.Open<AgreeCarePlan>(plan.SealedContent));
    }
}
