using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>The exact bytes of a message. First it is entered in the access log of everybody whom it is about; where that cannot be, the answer is 503.</summary>
internal static class DownloadMessageEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/messages/{messageId:guid}/content", Handle)
        .WithSummary("The exact bytes of a message; entered in the access log of everybody whom it is about.")
        .RequireKind(CallerKinds.BackOffice)
        .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid messageId, Caller caller, BillingDb db, CareRecordsClient careRecords, FieldEncryption encryption, InstallClock clock, CancellationToken ct)
    {
        if (await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == messageId, ct) is not { } message) return Refusal.NotFound().ToProblem();
        if (message is { Direction: MessageDirection.Received, State: MessageState.Stored or MessageState.Aside })
            return Refusal.Conflict("not-read-yet", "Nobody knows yet whom this message is about; it can be downloaded once the adapter has read it.").ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var subjects = await db.MessageSubjects.Where(s => s.MessageId == messageId).Select(s => s.IdentifierHash).Order().ToListAsync(ct);
        foreach (var subject in subjects) await db.LockSubjectAsync(subject, ct);
        var clients = await db.Clients.Where(client => subjects.Contains(client.IdentifierHash)).ToListAsync(ct);
        db.AddRange(subjects.Except(clients.Select(client => client.IdentifierHash)).Select(subject => new WaitingAccess(Guid.CreateVersion7(clock.Now), subject, caller.PersonId, caller.Kind, clock.Now)));
        await db.SaveChangesAsync(ct);
        await careRecords.EnterAsync(clients.Select(client => client.ClientId), caller, "billing-message", ct);
        await transaction.CommitAsync(ct);

        var content = await db.StoredContents.AsNoTracking().SingleAsync(stored => stored.MessageId == messageId, ct);
        return TypedResults.File(encryption.Decrypt(content.Encrypted), message.MediaType, message.Name);
    }
}
