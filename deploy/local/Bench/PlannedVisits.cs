using Buurtzorg.Local.Demo;
using Npgsql;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// Visits that took place as planned and wait to be completed, by the twelve members of one team. Written straight into
/// scheduling's tables, with the same columns as those planned through the API; their ids follow from their numbers.
/// </summary>
internal static class PlannedVisits
{
    public const int Carers = 12;

    public static Guid IdOf(int number) => Guid.Parse($"01920000-0000-7000-8000-{number:x12}");

    public static Persona CarerOf(int number) => Persona.Carer(1 + number % Carers);

    /// <param name="database">Scheduling's, or another with the same tables.</param>
    public static Task PlanAsync(NpgsqlDataSource database, int count, CancellationToken ct) => BenchInstallation.RunAsync(database,
        $"""
        INSERT INTO teams (id, name, chooses_its_members, version) VALUES ('{Team}', 'Bench', true, 1);
        INSERT INTO team_members (team_id, person_id, qualification, contracted_minutes_per_week)
        SELECT '{Team}', {Id("number")}, 'nurse', 960 FROM generate_series(1, {Carers}) number;
        INSERT INTO visits (id, client_id, team_id, carer_id, service, planned_start, planned_end, version)
        SELECT {Id("number")}, {Id("number % 100")}, '{Team}', {Id($"1 + number % {Carers}")}, 'nursing', planned, planned + interval '10 minutes', 1
        FROM generate_series(0, {count - 1}) number, LATERAL (SELECT date_trunc('hour', now()) - interval '10 minutes' * (1 + number / {Carers})) time(planned);
        ANALYZE;
        """, ct);

    private static readonly Guid Team = IdOf(1);

    private static string Id(string number) => $"('01920000-0000-7000-8000-' || lpad(to_hex({number}), 12, '0'))::uuid";
}
