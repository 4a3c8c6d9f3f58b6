using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Rejected lines are not claimed again; their amounts stay on the account of what was rejected. Name the lines, or a claim and one of the payer's codes.</summary>
/// <param name="LineIds">1 to 1000 lines.</param>
/// <param name="ClaimId">Instead of lines: those of this claim.</param>
/// <param name="Code">Of a claim: those rejected with this code of the payer; left out, all that were rejected.</param>
public sealed record WriteOffLines([property: MaxLength(1000)] IReadOnlyList<Guid>? LineIds = null, Guid? ClaimId = null, [property: StringLength(40)] string? Code = null);

internal static class WriteOffLinesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/lines/_write-off", Handle)
        .WithSummary("Gives up rejected lines: their visits are not claimed again.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<LinesChanged>, ProblemHttpResult>> Handle(WriteOffLines command, BillingDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!(await RejectedLines.ChooseAsync(db, command.LineIds, command.ClaimId, command.Code, ct)).Accepted(out var lines, out var refusal)) return refusal.ToProblem();

        var changed = await db.ClaimLines.Where(line => lines.Contains(line.Id) && line.State == LineState.Rejected).ExecuteUpdateAsync(line => line.SetProperty(l => l.State, LineState.WrittenOff), ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new LinesChanged(changed));
    }
}
