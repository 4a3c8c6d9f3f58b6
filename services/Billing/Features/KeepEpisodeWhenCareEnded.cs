using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.CareRecords;

namespace Buurtzorg.Billing.Features;

internal static class KeepEpisodeWhenCareEnded
{
    public static Task Handle(CareEnded ended, BillingDb db, CancellationToken ct) => db.KeepEpisodeAsync(ended, ct);
}
