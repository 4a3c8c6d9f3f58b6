using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

internal static class KnowClientWhenClientAdmitted
{
    public static Task Handle(ClientAdmitted admitted, SocialMapDb db, CancellationToken ct) => db.KeepClientAsync(admitted.ClientId, admitted.TeamId, admitted.Version, ct);
}
