using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

internal static class KnowClientWhenCareEnded
{
    public static Task Handle(CareEnded ended, SocialMapDb db, CancellationToken ct) => db.KeepClientAsync(ended.ClientId, ended.TeamId, ended.Version, ct);
}
