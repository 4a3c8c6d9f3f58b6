using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Data;

/// <summary>
/// Adds up visits and contracts when somebody looks: nothing is counted while a visit is completed. A line costs the team's visits of one week,
/// however many there are in all.
/// </summary>
internal static class ClientTimeQuery
{
    public static async Task<List<ClientTime>> ClientTimeAsync(this SchedulingDb db, Guid[] teamIds, IEnumerable<DateOnly> mondays, InstallTimeZone zone, CancellationToken ct)
    {
        var days = mondays.ToArray();
        var starts = Array.ConvertAll(days, zone.StartOf);
        var ends = Array.ConvertAll(days, day => zone.StartOf(day.AddDays(7)));
        // A visit is completed within a day of its plan, so that the index over the planned start reaches it.
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            SELECT team.id AS "TeamId", team.name AS "Name", team.area AS "Area", week.monday AS "Monday",
                (SELECT coalesce(sum(floor(extract(epoch FROM visit.ended_at - visit.started_at) / 60)), 0)::int FROM visits visit
                 WHERE visit.team_id = team.id AND visit.planned_start >= week.starts - interval '1 day' AND visit.planned_start < week.ends + interval '1 day'
                    AND visit.recorded_at IS NOT NULL AND visit.started_at >= week.starts AND visit.started_at < week.ends) AS "CareMinutes",
                (SELECT coalesce(round(sum(contract.minutes * greatest(0, least(contract.until, week.monday + 7) - greatest(contract.since, week.monday))) / 7.0), 0)::int
                 FROM (SELECT contracted_minutes_per_week AS minutes, since, NULL::date AS until FROM team_members WHERE team_id = team.id
                       UNION ALL
                       SELECT minutes_per_week, since, until FROM ended_contracts WHERE team_id = team.id AND until > week.monday) contract) AS "ContractedMinutes"
            FROM unnest({days}, {starts}, {ends}) AS week (monday, starts, ends) CROSS JOIN teams team
            WHERE team.id = ANY ({teamIds})
            """).ToListAsync(ct);
        return rows.ConvertAll(row => new ClientTime(row.TeamId, row.Name, row.Area, Weeks.Say(row.Monday), row.CareMinutes, row.ContractedMinutes, Percent(row.CareMinutes, row.ContractedMinutes)));
    }

    internal static decimal? Percent(int care, int contracted) => contracted == 0 ? null : Math.Round(100m * care / contracted, 1, MidpointRounding.AwayFromZero);

    private sealed record Row(Guid TeamId, string Name, string? Area, DateOnly Monday, int CareMinutes, int ContractedMinutes);
}
