using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.CareRecords;

namespace Buurtzorg.Billing.Features;

internal static class KeepEpisodeWhenCareResumed
{
    public static Task Handle(CareResumed resumed, BillingDb db, CancellationToken ct) => db.KeepEpisodeAsync(resumed, ct);
}
