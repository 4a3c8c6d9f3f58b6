using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Asks a payer for care to be assigned to a client, or for a change of it.</summary>
/// <param name="PayerId">The payer as the agreements name it, such as <c>nl-wmo:9901</c>.</param>
/// <param name="ClientId">For whom; somebody in care.</param>
/// <param name="Kind">New care or a change.</param>
/// <param name="Products">What is asked for, 1 to 50. A change names everything that the client has from this payer, also what stays unchanged.</param>
/// <param name="Reason">For a change, and only there.</param>
/// <param name="Referrer">For new care: who referred the client.</param>
/// <param name="Remark">For the people at the payer; stands in the document only.</param>
public sealed record MakeRequest(
    [property: Required, StringLength(64)] string PayerId,
    Guid ClientId,
    RequestKind Kind,
    [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<ProductOfRequest> Products,
    RequestReason? Reason = null,
    Referrer? Referrer = null,
    [property: StringLength(500)] string? Remark = null);

/// <summary>One product of a request. Volume, unit and per are present together or not at all; of an unchanged product only the number.</summary>
/// <param name="Change">What is wanted of it.</param>
/// <param name="AuthorisationNumber">Of a changed or unchanged product: the payer's number.</param>
/// <param name="Category">In the payer's codes.</param>
/// <param name="Code">In the payer's codes; left out: any product of the category.</param>
/// <param name="From">First day that is asked for.</param>
/// <param name="Until">Last day; left out: no end yet.</param>
/// <param name="Volume">How much, in <paramref name="Unit"/>, per <paramref name="Per"/>.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Per">To which stretch of time it belongs.</param>
/// <param name="BudgetMinor">In minor units.</param>
public sealed record ProductOfRequest(
    ProductChange Change,
    [property: StringLength(36, MinimumLength = 1)] string? AuthorisationNumber = null,
    [property: StringLength(16, MinimumLength = 1)] string? Category = null,
    [property: StringLength(16, MinimumLength = 1)] string? Code = null,
    DateOnly? From = null,
    DateOnly? Until = null,
    [property: Range(0, 1_000_000_000)] long? Volume = null,
    Unit? Unit = null,
    Frequency? Per = null,
    [property: Range(0, 100_000_000_000)] long? BudgetMinor = null);

internal static class MakeRequestEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/requests", Handle)
        .WithSummary("Asks a payer for care to be assigned, or for a change of it; its document is there to be sent, or all that is wrong is told at once.")
        .RequireKind(CallerKinds.BackOffice).Idempotent()
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        MakeRequest command, BillingDb db, AgreementBook agreements, AdapterClients adapters, NamingClients naming, OutgoingMessages outgoing, InstallClock clock, CancellationToken ct)
    {
        if (agreements.With(command.PayerId) is not { } agreement)
            return Refusal.Invalid("unknown-payer", $"The install has no agreement with {command.PayerId}; GET /v1/payers lists those it has.").ToProblem();
        if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == command.ClientId, ct) is not { } client)
            return Refusal.Invalid("unknown-client", $"Nobody with the id {command.ClientId} is in care; admit the client first.").ToProblem();
        var adapter = await adapters.ForAsync(agreement, ct);
        if (!adapter.Manifest.TakesRequests())
            return Refusal.Conflict("no-requests", $"{agreement.Name} takes no requests by message; ask in another way, and enter by hand what comes of it.").ToProblem();

        await using var transaction = await db.BeginUnlessBegunAsync(ct);
        var (about, missing) = await naming.OfAsync("request", agreement, adapter.Manifest, adapter.Manifest.Facts?.Requests ?? [], client, ct);
        if (about is null) return Refused(missing);
        var question = Question(command, about, agreements.Provider, await db.NextMessageReferenceAsync(ct), await db.NextRequestReferenceAsync(ct), clock.Today);
        var (rendered, faults) = await adapter.RenderAsync(question, ct);
        if (rendered is null) return Refused(faults);

        var documents = rendered.Documents.Select(document => outgoing.Keep(command.PayerId, MessageContent.Request, document, null, [client.IdentifierHash])).ToList();
        var request = new CareRequest
        {
            Id = Guid.CreateVersion7(clock.Now),
            PayerId = command.PayerId,
            ClientId = client.ClientId,
            Kind = command.Kind,
            Reason = command.Reason,
            Referrer = command.Referrer,
            Reference = question.Reference,
            RequestReference = question.RequestReference,
            Products = question.Products,
            IssuedOn = question.IssuedOn,
            MadeAt = clock.Now,
            DocumentId = documents[0].Id,
        };
        db.Add(request);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Created($"/billing/v1/requests/{request.Id}", new CreatedId(request.Id));
    }

    internal static RequestToRender Question(MakeRequest command, MessageClient client, string provider, string reference, string requestReference, DateOnly today) => new(
        reference, requestReference, command.Kind, today, RenderClaimWhenClaimClosed.Party(provider), RenderClaimWhenClaimClosed.Party(command.PayerId), client,
        [.. command.Products.Select(p => new RequestedProduct(
            p.Change, p.AuthorisationNumber, p.Category is null && p.Code is null ? null : new Product(p.Category, p.Code), p.From, p.Until, p.Volume, p.Unit, p.Per, p.BudgetMinor))],
        command.Reason, command.Referrer, command.Remark);

    private static ProblemHttpResult Refused(IReadOnlyList<Fault> faults)
    {
        var problem = Refusal.Invalid("request-refused", string.Join(" ", faults.Select(fault => fault.Detail))).ToProblem();
        problem.ProblemDetails.Extensions["faults"] = faults.Select(FaultDetail.Of).ToList();
        return problem;
    }
}
