using Npgsql;

namespace Buurtzorg.Local.Reconciliation;

/// <summary>What one service published against what another made of it. Each query gives an id and the facts that must agree.</summary>
internal sealed record Comparison(string What, string Publisher, string Published, string Reactor, string Kept)
{
    public static IReadOnlyList<Comparison> All { get; } =
    [
        new("completed visit",
            "scheduling", "SELECT id::text, format('version %s, %s minutes', version, floor(extract(epoch FROM ended_at - started_at) / 60)) FROM visits WHERE recorded_at IS NOT NULL",
            "billing", "SELECT visit_id::text, format('version %s, %s minutes', version, minutes) FROM deliveries WHERE NOT withdrawn"),
        new("client",
            "care-records", "SELECT id::text, 'team ' || team_id FROM clients",
            "scheduling", "SELECT id::text, 'team ' || team_id FROM clients"),
        new("client",
            "care-records", "SELECT id::text, 'pseudonym ' || encode(identifier_hash, 'base64') FROM clients",
            "billing", "SELECT client_id::text, 'pseudonym ' || identifier_hash FROM clients"),
        new("episode of care",
            "care-records", """
                SELECT id || '/' || episode, format('%s to %s', admitted_on, coalesce(ended_on::text, 'now')) FROM clients
                UNION ALL SELECT client_id || '/' || number, format('%s to %s', admitted_on, ended_on) FROM earlier_episodes
                """,
            "billing", "SELECT client_id || '/' || number, format('%s to %s', admitted_on, coalesce(ended_on::text, 'now')) FROM care_episodes"),
        new("team member",
            "scheduling", "SELECT team_id || '/' || person_id, qualification FROM team_members",
            "care-records", "SELECT team_id || '/' || person_id, qualification FROM team_members WHERE is_member"),
        new("team member",
            "scheduling", "SELECT team_id || '/' || person_id, 'member' FROM team_members",
            "social-map", "SELECT team_id || '/' || person_id, 'member' FROM team_members WHERE is_member"),
        new("team member",
            "scheduling", "SELECT team_id || '/' || person_id, contracted_minutes_per_week || ' minutes a week' FROM team_members",
            "staff-wellbeing", """
                SELECT team_id || '/' || person_id, contracted_minutes || ' minutes a week'
                FROM (SELECT DISTINCT ON (team_id, person_id) * FROM membership_changes ORDER BY team_id, person_id, version DESC) latest WHERE is_member
                """),
        new("area of a team",
            "scheduling", "SELECT id::text, coalesce(area, 'none') FROM teams",
            "care-events", "SELECT id::text, coalesce(area, 'none') FROM teams"),
        new("client",
            "care-records", "SELECT id::text, 'team ' || team_id FROM clients",
            "social-map", "SELECT id::text, 'team ' || team_id FROM clients"),
        new("client",
            "care-records", "SELECT id::text, 'team ' || team_id FROM clients",
            "care-events", "SELECT id::text, 'team ' || team_id FROM clients WHERE care_version > 0"),
        new("absence",
            "staff-wellbeing", "SELECT id::text, format('version %s, back on %s', version, back_on) FROM absences",
            "scheduling", "SELECT id::text, format('version %s, back on %s', version, back_on) FROM absences"),
        new("linked activity",
            "social-map", "SELECT id::text, format('client %s, until %s', client_id, coalesce(ended_on::text, 'now')) FROM activity_links",
            "care-records", "SELECT link_id::text, format('client %s, until %s', client_id, coalesce(ended_on::text, 'now')) FROM linked_activities"),
    ];

    public async Task<IReadOnlyList<string>> DifferencesAsync(Func<string, NpgsqlDataSource> databaseOf, CancellationToken ct)
    {
        var published = await ReadAsync(databaseOf(Publisher), Published, ct);
        var kept = await ReadAsync(databaseOf(Reactor), Kept, ct);
        return [.. Between(published, kept)];
    }

    internal IEnumerable<string> Between(IReadOnlyDictionary<string, string> published, IReadOnlyDictionary<string, string> kept)
    {
        foreach (var (id, facts) in published)
        {
            var copy = kept.GetValueOrDefault(id);
            if (copy != facts) yield return $"{What} {id}: {Publisher} has {facts}; {Reactor} has {copy ?? "nothing"}.";
        }
        foreach (var (id, copy) in kept.Where(copy => !published.ContainsKey(copy.Key)))
            yield return $"{What} {id}: {Publisher} has nothing; {Reactor} has {copy}.";
    }

    private static async Task<Dictionary<string, string>> ReadAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var facts = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct)) facts[reader.GetString(0)] = reader.GetString(1);
        return facts;
    }
}
