using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Billing.Features;

/// <summary>A payer with whom the install has an agreement.</summary>
/// <param name="PayerId">As everything else names it, <c>scheme:value</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Adapter">Which adapter speaks with it.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Services">The kinds of care that it pays for.</param>
public sealed record PayerDetail(string PayerId, string Name, string Adapter, string Currency, IReadOnlyList<string> Services);

/// <summary>A part of the list of payers.</summary>
/// <param name="Items">By payer id.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record PayersPage(IReadOnlyList<PayerDetail> Items, string? Next);

internal static class GetPayersEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/payers", Handle)
        .WithSummary("The payers with whom the install has an agreement.")
        .RequireKind(CallerKinds.BackOffice);

    private static Ok<PayersPage> Handle(AgreementBook agreements, [Description("The cursor `next` of the page before.")] string? after, [Range(1, 200)] int limit = 50)
    {
        var found = agreements.All.Where(agreement => string.CompareOrdinal(agreement.PayerId, after) > 0).Take(limit + 1).ToList();
        var items = found.Take(limit).Select(a => new PayerDetail(a.PayerId, a.Name, a.Adapter, a.Currency, [.. a.Products.Select(product => product.Service)])).ToList();
        return TypedResults.Ok(new PayersPage(items, found.Count > limit ? items[^1].PayerId : null));
    }
}
