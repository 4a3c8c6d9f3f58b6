using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Hsds;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.SocialMap.Search;

/// <summary>A service as the index keeps it.</summary>
internal sealed record IndexedService(Guid Id, JsonObject Document, DateOnly FreshOn)
{
    /// <summary>One that is inactive or defunct is shown to who has its address and found by nobody.</summary>
    public bool IsFound => Document.Text("status") is "active" or "temporarily closed";
}

/// <summary>
/// Which services have which word, once in the order of freshness and once by place, and which words and ages a service has: a page of a search is read off the
/// front of a list, however long that is, and asks everything else of one small row per service. Each different word is kept once with its stems in Dutch, Swedish and English alike, because a neighbourhood writes in all of them; words that
/// say nothing in one of the three are left out.
/// </summary>
internal static class SearchIndex
{
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<IndexedService> services, CancellationToken ct)
    {
        await RemoveAsync(connection, [.. services.Select(service => service.Id)], ct);
        if (services.Count == 0)
            return;
        var found = services.Where(service => service.IsFound).ToArray();
        var places = services.SelectMany(service => Documents.Places(service.Document).Index().Select(place => (service.Id, Number: (short)place.Index, Place: place.Item))).ToArray();
        var hours = services.SelectMany(service => Documents.Hours(service.Document).Select(open => (service.Id, Open: open))).ToArray();
        var marks = found.SelectMany(service => Documents.Marks(service.Document).Select(mark => (service.Id, Mark: mark, service.FreshOn))).ToArray();

        await using var batch = new NpgsqlBatch(connection);
        batch.Add("INSERT INTO service_places (service_id, number, id, position) SELECT * FROM unnest($1, $2, $3, $4)",
            (places.Select(p => p.Id).ToArray(), NpgsqlDbType.Uuid), (places.Select(p => p.Number).ToArray(), NpgsqlDbType.Smallint), (places.Select(p => p.Place.Id).ToArray(), NpgsqlDbType.Uuid),
            (places.Select(p => p.Place is { Latitude: { } latitude, Longitude: { } longitude } ? Mercator.Point(latitude, longitude) : (NpgsqlPoint?)null).ToArray(), NpgsqlDbType.Point));
        batch.Add("INSERT INTO service_hours (service_id, day, opens, closes, valid_from, valid_to) SELECT * FROM unnest($1, $2, $3, $4, $5, $6)",
            (hours.Select(h => h.Id).ToArray(), NpgsqlDbType.Uuid), (hours.Select(h => h.Open.Day).ToArray(), NpgsqlDbType.Smallint), (hours.Select(h => h.Open.Opens).ToArray(), NpgsqlDbType.Smallint),
            (hours.Select(h => h.Open.Closes).ToArray(), NpgsqlDbType.Smallint), (hours.Select(h => h.Open.From).ToArray(), NpgsqlDbType.Date), (hours.Select(h => h.Open.Until).ToArray(), NpgsqlDbType.Date));
        batch.Add("CREATE TEMPORARY TABLE new_words (service_id uuid, word text COLLATE \"C\", fresh_on date) ON COMMIT DROP");
        batch.Add("INSERT INTO new_words SELECT t.id, l.lexeme, t.fresh_on FROM unnest($1, $2, $3) AS t (id, text, fresh_on) CROSS JOIN LATERAL unnest(to_tsvector('simple', t.text)) l WHERE length(l.lexeme) <= 60",
            (found.Select(s => s.Id).ToArray(), NpgsqlDbType.Uuid), (found.Select(s => Documents.Words(s.Document)).ToArray(), NpgsqlDbType.Text), (found.Select(s => s.FreshOn).ToArray(), NpgsqlDbType.Date));
        batch.Add("INSERT INTO new_words SELECT * FROM unnest($1, $2, $3)",
            (marks.Select(m => m.Id).ToArray(), NpgsqlDbType.Uuid), (marks.Select(m => m.Mark).ToArray(), NpgsqlDbType.Text), (marks.Select(m => m.FreshOn).ToArray(), NpgsqlDbType.Date));
        batch.Add("""
            INSERT INTO words (word, stems, says_nothing)
            SELECT n.word, nl || sv || en, n.word NOT LIKE '#%' AND (cardinality(nl) = 0 OR cardinality(sv) = 0 OR cardinality(en) = 0)
            FROM (SELECT DISTINCT word FROM new_words) n
            CROSS JOIN LATERAL (SELECT tsvector_to_array(to_tsvector('dutch', n.word)) AS nl, tsvector_to_array(to_tsvector('swedish', n.word)) AS sv, tsvector_to_array(to_tsvector('english', n.word)) AS en) stems
            WHERE NOT EXISTS (SELECT FROM words w WHERE w.word = n.word)
            ORDER BY n.word ON CONFLICT DO NOTHING
            """);
        batch.Add("""
            WITH known AS (SELECT n.service_id, w.id AS word_id, n.fresh_on FROM new_words n JOIN words w ON w.word = n.word AND NOT w.says_nothing),
                facts AS (
                    INSERT INTO service_facts (service_id, minimum_age, maximum_age, words)
                    SELECT t.id, t.minimum_age, t.maximum_age, array_agg(k.word_id) FROM unnest($1, $2, $3) AS t (id, minimum_age, maximum_age) JOIN known k ON k.service_id = t.id GROUP BY 1, 2, 3)
            INSERT INTO service_words (service_id, word_id, place, fresh_on, position)
            SELECT k.service_id, k.word_id, coalesce(p.number, 0), k.fresh_on, p.position
            FROM known k LEFT JOIN service_places p ON p.service_id = k.service_id
            ORDER BY k.word_id, k.fresh_on
            """, (found.Select(s => s.Id).ToArray(), NpgsqlDbType.Uuid), (found.Select(s => s.Document.Age("minimum_age")).ToArray(), NpgsqlDbType.Smallint), (found.Select(s => s.Document.Age("maximum_age")).ToArray(), NpgsqlDbType.Smallint));
        await batch.ExecuteNonQueryAsync(ct);
        await using var drop = new NpgsqlCommand("DROP TABLE new_words", connection);
        await drop.ExecuteNonQueryAsync(ct);
    }

    public static async Task RemoveAsync(NpgsqlConnection connection, Guid[] serviceIds, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var table in new[] { "service_words", "service_facts", "service_places", "service_hours" })
            batch.Add($"DELETE FROM {table} WHERE service_id = ANY ($1)", (serviceIds, NpgsqlDbType.Uuid));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void Add(this NpgsqlBatch batch, string sql, params (Array Values, NpgsqlDbType Type)[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (values, type) in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        batch.BatchCommands.Add(command);
    }
}
