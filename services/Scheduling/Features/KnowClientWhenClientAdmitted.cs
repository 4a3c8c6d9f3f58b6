using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Scheduling.Data;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

internal static class KnowClientWhenClientAdmitted
{
    // One statement, so that admissions that arrive together or in the wrong order leave the highest version.
    public static Task Handle(ClientAdmitted admitted, SchedulingDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO clients (id, team_id, version) VALUES ({admitted.ClientId}, {admitted.TeamId}, {admitted.Version})
        ON CONFLICT (id) DO UPDATE SET team_id = excluded.team_id, version = excluded.version WHERE clients.version < excluded.version
        """, ct);
}
