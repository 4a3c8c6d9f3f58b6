using Buurtzorg.Billing.Data;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// The command <c>open-months</c>: care for which nobody paid is not looked at again by itself. After an agreement gained a kind of care,
/// or billing was upgraded while visits were recorded, this lets the next closings look at all of it; what is claimed and right stays as it is.
/// </summary>
internal static class OpenAllMonths
{
    public static async Task<int> Run(BillingDb db, CancellationToken ct)
    {
        var months = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO open_months (client_id, month) SELECT DISTINCT client_id, month FROM deliveries WHERE month > '1970-01' ORDER BY 1, 2
            ON CONFLICT (client_id, month) DO UPDATE SET marks = open_months.marks + 1
            """, ct);
        Console.WriteLine($"{months} months of clients are looked at again when their payers' next month is closed.");
        return 0;
    }
}
