using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// A payer's message, as it came. The same bytes again are the same message, so this can be repeated freely. Where the adapter is
/// away the answer is 503 and the message is kept: it is read as soon as the adapter is back.
/// </summary>
internal static class UploadMessageEndpoint
{
    private const int Largest = 25 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/payers/{payerId}/messages", Handle)
        .WithSummary("A message as the payer sent it, up to 25 MB. The same bytes again are the same message.")
        .RequireKind(CallerKinds.BackOffice)
        .WithMetadata(new RequestSizeLimitAttribute(Largest))
        .Accepts<Stream>("application/xml", "application/octet-stream", "text/xml", "text/csv", "text/plain")
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Created<MessageDetail>, Ok<MessageDetail>, ProblemHttpResult>> Handle(
        string payerId, HttpRequest request, AgreementBook agreements, BillingDb db, ReceivedMessages received, MessageReader reader, CancellationToken ct)
    {
        var content = await BodyAsync(request, ct);
        if (content.Length == 0) return new Refusal(400, "empty-message", "The body is empty; send the message exactly as the payer sent it.").ToProblem();
        if (agreements.With(payerId) is null) return Refusal.NotFound().ToProblem();

        var (id, isNew) = await received.KeepAsync(payerId, request.ContentType ?? "application/octet-stream", content, ct);
        await reader.ReadAsync(id, ct);

        var message = GetMessageEndpoint.Detail(await db.Messages.AsNoTracking().SingleAsync(stored => stored.Id == id, ct));
        return isNew ? TypedResults.Created($"/billing/v1/messages/{id}", message) : TypedResults.Ok(message);
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Largest));
        await request.Body.CopyToAsync(buffer, ct);
        return buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
    }
}
