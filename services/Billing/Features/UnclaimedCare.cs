using System.Runtime.CompilerServices;
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
        await db.Database.ExecuteSqlAsync($"SET LOCAL jit = off; SET LOCAL random_page_cost = 1.1", ct); // many short queries, each for few rows of many: at the price of a turning disk, every batch would read all deliveries
        await db.Database.ExecuteSqlAsync($"""
            CREATE TEMP TABLE closing ON COMMIT DROP AS
            SELECT client_id, month, marks, (dense_rank() OVER (ORDER BY client_id) - 1) / {ClientsAtOnce} AS batch FROM open_months AS o
            WHERE month <= {period.ToString()} AND ({agreement.Products.Any(product => !product.NeedsAuthorisation)}
                OR EXISTS (SELECT FROM clients AS c JOIN authorisations AS a ON a.identifier_hash = c.identifier_hash WHERE c.client_id = o.client_id AND a.payer_id = {agreement.PayerId})
                OR EXISTS (SELECT FROM claim_lines AS l WHERE l.client_id = o.client_id AND l.month = o.month AND l.payer_id = {agreement.PayerId}))
            """, ct);
        if (agreements.CountsWeeks) await NoteNeighboursAsync(ct);
        await db.Database.ExecuteSqlAsync($"CREATE INDEX closing_batch ON closing (batch, client_id, month); ANALYZE closing", ct);
        return await db.Database.SqlQuery<int>($"""SELECT coalesce(max(batch) + 1, 0)::int AS "Value" FROM closing""").SingleAsync(ct);
    }

    /// <summary>Client after client, while the server finds the visits of the next.</summary>
    public async IAsyncEnumerable<(Guid ClientId, Care Care)> ReadAsync(int batch, [EnumeratorCancellation] CancellationToken ct)
    {
        var open = await OpenAsync(batch, ct);
        Month[] months = [.. open.Values.SelectMany(ofClient => ofClient).Distinct()];
        var authorisations = await db.AuthorisationsOfAsync(open.Keys, ct);
        var lines = (await db.LinesOfAsync(open.Keys, months, ct)).ToLookup(line => line.ClientId);
        var past = await db.PastOfAsync(open.Keys, months, agreements, ct);
        Care Of(Guid client, List<Delivery> deliveries) => new(deliveries, [.. authorisations[client]], [.. lines[client]], open[client], [.. past[client]]);

        await using var command = DeliveriesOf(batch);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (client, deliveries) = (Guid.Empty, new List<Delivery>());
        while (await reader.ReadAsync(ct))
        {
            var next = reader.GetGuid(0);
            if (next != client && client != Guid.Empty) yield return (client, Of(client, deliveries));
            if (next != client) (client, deliveries) = (next, []);
            if (!reader.IsDBNull(1)) deliveries.AddRange(PackedDelivery.Unpack(client, reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }
        if (client != Guid.Empty) yield return (client, Of(client, deliveries));
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

    private async Task<Dictionary<Guid, HashSet<Month>>> OpenAsync(int batch, CancellationToken ct)
    {
        var open = new Dictionary<Guid, HashSet<Month>>();
        await using var command = new NpgsqlCommand("SELECT client_id, month FROM closing WHERE batch = $1 AND marks IS NOT NULL", connection) { Parameters = { new() { Value = (long)batch } } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var client = reader.GetGuid(0);
            if (!open.TryGetValue(client, out var itsMonths)) open[client] = itsMonths = [];
            itsMonths.Add(Month.Parse(reader.GetString(1)));
        }
        return open;
    }

    private NpgsqlCommand DeliveriesOf(int batch) => new($"""
        SELECT c.client_id, d.service, string_agg({PackedDelivery.Sql}, '')
        FROM closing AS c LEFT JOIN deliveries AS d ON d.client_id = c.client_id AND d.month = c.month AND NOT d.withdrawn WHERE c.batch = $1 GROUP BY 1, 2 ORDER BY 1
        """, connection)
    { Parameters = { new() { Value = (long)batch } } };
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
