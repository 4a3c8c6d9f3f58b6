using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Data;

/// <summary>Numbers by which payers know what we send: each is used once, for ever. A transaction that ends badly leaves a gap.</summary>
internal static class Numbers
{
    public static async Task<string> NextClaimNumberAsync(this BillingDb db, CancellationToken ct) =>
        $"C{await db.Database.SqlQuery<int>($"""SELECT nextval('claim_numbers')::int AS "Value" """).SingleAsync(ct):000000000}";

    public static async Task<string> NextReturnReferenceAsync(this BillingDb db, CancellationToken ct) =>
        $"R{await db.Database.SqlQuery<int>($"""SELECT nextval('return_references')::int AS "Value" """).SingleAsync(ct):000000000}";
}
