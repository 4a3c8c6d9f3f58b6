using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// The care that a closing prices: the open months of the clients whom the payer concerns. They are noted first, with their marks, and read
/// in batches of clients, so that memory does not grow with the claim; what is marked in the meantime stays open.
/// </summary>
internal sealed class UnclaimedCare(BillingDb db, AgreementBook agreements)
{
    private const int ClientsAtOnce = 2000;

    private readonly NpgsqlConnection connection = (NpgsqlConnection)db.Database.GetDbConnection();

    /// <returns>How many batches there are.</returns>
    public async Task<int> NoteAsync(Agreement agreement, Month period, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SET LOCAL jit = off", ct); // many short queries
        await db.Database.ExecuteSqlAsync($"""
            CREATE TEMP TABLE closing ON COMMIT DROP AS
            SELECT client_id, month, marks, (dense_rank() OVER (ORDER BY client_id) - 1) / {ClientsAtOnce} AS batch FROM open_months AS o
            WHERE month <= {period.ToString()} AND ({agreement.Products.Any(product => !product.NeedsAuthorisation)}
                OR EXISTS (SELECT FROM clients AS c JOIN authorisations AS a ON a.identifier_hash = c.identifier_hash WHERE c.client_id = o.client_id AND a.payer_id = {agreement.PayerId})
                OR EXISTS (SELECT FROM claim_lines AS l WHERE l.client_id = o.client_id AND l.month = o.month AND l.payer_id = {agreement.PayerId}))
            """, ct);
        if (agreements.CountsWeeks) await NoteNeighboursAsync(ct);
        await db.Database.ExecuteSqlAsync($"CREATE INDEX closing_batch ON closing (batch); ANALYZE closing", ct);
        return await db.Database.SqlQuery<int>($"""SELECT coalesce(max(batch) + 1, 0)::int AS "Value" FROM closing""").SingleAsync(ct);
    }

    public async Task<IReadOnlyList<(Guid ClientId, Care Care)>> ReadAsync(int batch, CancellationToken ct)
    {
        var open = new Dictionary<Guid, HashSet<Month>>();
        await using (var command = new NpgsqlCommand("SELECT client_id, month FROM closing WHERE batch = $1 AND marks IS NOT NULL", connection) { Parameters = { new() { Value = (long)batch } } })
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                var client = reader.GetGuid(0);
                if (!open.TryGetValue(client, out var itsMonths)) open[client] = itsMonths = [];
                itsMonths.Add(Month.Parse(reader.GetString(1)));
            }
        var deliveries = await DeliveriesAsync(batch, ct);
        var authorisations = await db.AuthorisationsOfAsync(open.Keys, ct);
        Month[] months = [.. open.Values.SelectMany(ofClient => ofClient).Distinct()];
        var lines = (await db.LinesOfAsync(open.Keys, months, ct)).ToLookup(line => line.ClientId);
        var past = await db.PastOfAsync(open.Keys, months, agreements, ct);
        return [.. open.OrderBy(client => client.Key).Select(client => (client.Key, new Care(
            deliveries.GetValueOrDefault(client.Key) ?? [], [.. authorisations[client.Key]], [.. lines[client.Key]], client.Value, [.. past[client.Key]])))];
    }

    /// <summary>These stay open although they were priced.</summary>
    public Task KeepOpenAsync(IReadOnlyList<(Guid ClientId, Month Month)> months, CancellationToken ct) => months.Count == 0 ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"""
        UPDATE closing SET marks = NULL FROM unnest({months.Select(month => month.ClientId).ToArray()}, {months.Select(month => month.Month.ToString()).ToArray()}) AS kept (client_id, month)
        WHERE closing.client_id = kept.client_id AND closing.month = kept.month
        """, ct);

    /// <summary>Nothing is left to claim of the others, unless somebody marked them in the meantime. Locked in their order, as everybody does.</summary>
    public Task SettleAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        WITH settled AS (
            SELECT o.client_id, o.month FROM open_months AS o JOIN closing AS c ON c.client_id = o.client_id AND c.month = o.month AND c.marks = o.marks ORDER BY 1, 2 FOR UPDATE OF o)
        DELETE FROM open_months AS o USING settled AS s WHERE o.client_id = s.client_id AND o.month = s.month
        """, ct);

    // A week that two months share is counted over both, though only one of them is open.
    private Task NoteNeighboursAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO closing
        SELECT DISTINCT c.client_id, to_char(to_date(c.month, 'YYYY-MM') + make_interval(months => step), 'YYYY-MM'), NULL::bigint, c.batch FROM closing AS c, unnest(ARRAY[-1, 1]) AS step
        WHERE NOT EXISTS (SELECT FROM closing AS o WHERE o.client_id = c.client_id AND o.month = to_char(to_date(c.month, 'YYYY-MM') + make_interval(months => step), 'YYYY-MM'))
        """, ct);

    // Only the columns that the agreements need, and a row for each client and service: this is where there is much to read.
    private async Task<Dictionary<Guid, List<Delivery>>> DeliveriesAsync(int batch, CancellationToken ct)
    {
        var (byBand, byArea) = (agreements.All.Any(agreement => agreement.Bands.Count > 0), agreements.All.Any(agreement => agreement.Areas is { Count: > 0 }));
        var planned = agreements.All.SelectMany(agreement => agreement.Products).Any(product => product.Basis is Basis.Planned);
        await using var command = new NpgsqlCommand($"""
            SELECT d.client_id, d.service, array_agg(d.visit_id), array_agg(d.delivered_on), array_agg(d.minutes),
                {(planned ? "array_agg(d.planned_minutes)" : "NULL::int[]")}, {(byArea ? "array_agg(d.team_id)" : "NULL::uuid[]")}, {(byBand ? "array_agg(d.started_at)" : "NULL::timestamptz[]")}
            FROM closing AS c JOIN deliveries AS d ON d.client_id = c.client_id AND d.month = c.month WHERE c.batch = $1 AND NOT d.withdrawn GROUP BY 1, 2
            """, connection)
        { Parameters = { new() { Value = (long)batch } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var deliveries = new Dictionary<Guid, List<Delivery>>();
        while (await reader.ReadAsync(ct))
        {
            var (client, service) = (reader.GetGuid(0), reader.GetString(1));
            var (visits, days, minutes) = (reader.GetFieldValue<Guid[]>(2), reader.GetFieldValue<DateOnly[]>(3), reader.GetFieldValue<int[]>(4));
            var (plans, teams, starts) = (planned ? reader.GetFieldValue<int[]>(5) : null, byArea ? reader.GetFieldValue<Guid[]>(6) : null, byBand ? reader.GetFieldValue<DateTime[]>(7) : null);
            if (!deliveries.TryGetValue(client, out var ofClient)) deliveries[client] = ofClient = new List<Delivery>(visits.Length);
            for (var i = 0; i < visits.Length; i++)
                ofClient.Add(new Delivery
                {
                    VisitId = visits[i],
                    ClientId = client,
                    Service = service,
                    DeliveredOn = days[i],
                    Month = Month.Of(days[i]),
                    Minutes = minutes[i],
                    PlannedMinutes = plans?[i] ?? 0,
                    TeamId = teams?[i] ?? default,
                    StartedAt = starts?[i] ?? default(DateTimeOffset),
                });
        }
        return deliveries;
    }
}

internal static class ClientsInBilling
{
    /// <summary>Lines of the months that are priced, and those of others that hold visits.</summary>
    public static Task<List<Domain.ClaimLine>> LinesOfAsync(this BillingDb db, IReadOnlyCollection<Guid> clients, IReadOnlyCollection<Month> months, CancellationToken ct) => db.ClaimLines.FromSql($"""
        SELECT l.id, l.claim_id, l.payer_id, l.reference, l.answer_reference, l.client_id, l.authorisation_id, l.authorisation_number, l.category, l.code, l.month, l."from", l.until, l.side, l.credited_line_id,
            l.adjusted_line_id, l.unit, l.volume, l.volume_over_cap, l.rate_amount, l.rate_per, l.rate_lengths, l.rounding, l.unit_size, l.amount_minor, l.state, l.granted_minor, l.paid_minor, l.answered_by, '[]'::jsonb AS codes,
            l.visits, l.visit_minutes
        FROM claim_lines AS l
        WHERE l.client_id = ANY ({clients.ToArray()}) AND ((l.month = ANY ({months.Select(month => month.ToString()).ToArray()}) AND l.state NOT IN ('Resubmitted', 'Credited')) OR l.state IN ('Rejected', 'WrittenOff'))
        """).AsNoTracking().ToListAsync(ct);

    /// <summary>What stands of other months, in sums, where it counts against a cap of an authorisation.</summary>
    public static async Task<ILookup<Guid, PastLines>> PastOfAsync(this BillingDb db, IReadOnlyCollection<Guid> clients, IReadOnlyCollection<Month> months, AgreementBook agreements, CancellationToken ct) =>
        (await db.Database.SqlQuery<PastSum>($"""
            SELECT l.client_id AS "ClientId", l.payer_id AS "PayerId", l.authorisation_id AS "AuthorisationId", l.code AS "Code", l.unit AS "Unit",
                sum(CASE l.side WHEN 'Debit' THEN l.volume ELSE -l.volume END)::bigint AS "Volume", sum(CASE l.side WHEN 'Debit' THEN l.amount_minor ELSE -l.amount_minor END)::bigint AS "Minor"
            FROM claim_lines AS l LEFT JOIN authorisations AS a ON a.id = l.authorisation_id
            WHERE l.client_id = ANY ({clients.ToArray()}) AND NOT l.month = ANY ({months.Select(month => month.ToString()).ToArray()})
                AND (l.state = 'Claimed' OR (l.state = 'Granted' AND l.credited_line_id IS NULL))
                AND ({agreements.CountsWholes} OR a.until IS NOT NULL OR a.budget_minor IS NOT NULL OR a.volume_per = 'WholePeriod')
            GROUP BY 1, 2, 3, 4, 5
            """).ToListAsync(ct)).ToLookup(sum => sum.ClientId, sum => new PastLines(new LineKey(sum.PayerId, sum.AuthorisationId, sum.Code, default, Enum.Parse<Unit>(sum.Unit), default), sum.Volume, sum.Minor));

    private sealed record PastSum(Guid ClientId, string PayerId, Guid? AuthorisationId, string Code, string Unit, long Volume, long Minor);

    public static async Task<ILookup<Guid, Authorisation>> AuthorisationsOfAsync(this BillingDb db, IReadOnlyCollection<Guid> clients, CancellationToken ct) => (await (
        from client in db.Clients
        join authorisation in db.Authorisations on client.IdentifierHash equals authorisation.IdentifierHash
        where EF.Parameter(clients.ToArray()).Contains(client.ClientId)
        select new { client.ClientId, authorisation }).AsNoTracking().ToListAsync(ct)).ToLookup(found => found.ClientId, found => found.authorisation);
}
