using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>The accounts of the payers. They sum to zero per payer and currency.</summary>
/// <param name="Items">By payer and account.</param>
public sealed record LedgerBalances(IReadOnlyList<LedgerBalance> Items);

/// <summary>What stands on an account.</summary>
/// <param name="PayerId">Whose account.</param>
/// <param name="Account">delivered: the source, negative; claimed: waits for an answer; granted: waits to be paid; rejected; paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="MinorUnits">Debits less credits, in minor units.</param>
public sealed record LedgerBalance(string PayerId, Account Account, string Currency, long MinorUnits);

internal static class GetBalancesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/ledger/balances", Handle)
        .WithSummary("What stands on the accounts of the payers.")
        .RequireKind(CallerKinds.BackOffice);

    private static async Task<Ok<LedgerBalances>> Handle(string? payerId, BillingDb db, CancellationToken ct)
    {
        var moved = await db.LedgerEntries.Where(entry => payerId == null || entry.PayerId == payerId)
            .GroupBy(entry => new { entry.PayerId, entry.Currency, entry.Credit, entry.Debit })
            .Select(group => new { group.Key, Sum = group.Sum(entry => entry.MinorUnits) }).ToListAsync(ct);
        var sides = moved.SelectMany(move => new[] { (move.Key.PayerId, move.Key.Currency, Account: move.Key.Credit, Sum: -move.Sum), (move.Key.PayerId, move.Key.Currency, Account: move.Key.Debit, move.Sum) });
        return TypedResults.Ok(new LedgerBalances([.. sides
            .GroupBy(side => (side.PayerId, side.Currency, side.Account)).OrderBy(side => side.Key.PayerId, StringComparer.Ordinal).ThenBy(side => side.Key.Account)
            .Select(side => new LedgerBalance(side.Key.PayerId, side.Key.Account, side.Key.Currency, side.Sum(moved => moved.Sum)))]));
    }
}
