using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

internal static class KnowClientWhenCareResumed
{
    public static Task Handle(CareResumed resumed, SocialMapDb db, CancellationToken ct) => db.KeepClientAsync(resumed.ClientId, resumed.TeamId, resumed.Version, ct);
}
