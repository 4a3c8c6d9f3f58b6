using System.Text.RegularExpressions;
using Npgsql;

namespace Buurtzorg.SocialMap.Search;

/// <summary>A word that somebody typed and the words of the index that it may be.</summary>
/// <param name="Typed">As typed, in lower case.</param>
/// <param name="Ids">Any of these will do.</param>
/// <param name="Instead">The nearest known words, where the typed one is not known; otherwise null.</param>
internal sealed record QueryWord(string Typed, int[] Ids, string[]? Instead);

/// <summary>
/// Understands words as people type them: in another form ("wandelen" finds "wandelt"), as the beginning of a compound ("wandel" finds "wandelgroep"),
/// and, where the directory has no such word, mistyped. Words that say nothing in one of the three languages are passed over.
/// </summary>
internal static partial class QueryWords
{
    private const int Most = 6;

    private const string Known = """
        WITH typed AS (
            SELECT w.typed, w.number, tsvector_to_array(to_tsvector('dutch', w.typed)) AS nl, tsvector_to_array(to_tsvector('swedish', w.typed)) AS sv, tsvector_to_array(to_tsvector('english', w.typed)) AS en
            FROM unnest($1) WITH ORDINALITY AS w (typed, number))
        SELECT typed, ARRAY(
            (SELECT id FROM words WHERE stems && (nl || sv || en) AND NOT says_nothing ORDER BY length(word), word LIMIT 8)
            UNION
            (SELECT id FROM words, unnest(ARRAY(SELECT DISTINCT form FROM unnest(nl || sv || en || typed) form WHERE length(form) >= 4)) AS form
             WHERE word >= form AND word < form || 'ÿÿÿÿ' AND NOT says_nothing ORDER BY length(word), word LIMIT 8)) AS ids
        FROM typed WHERE cardinality(nl) > 0 AND cardinality(sv) > 0 AND cardinality(en) > 0 ORDER BY number
        """;

    private const string Nearest = """
        SELECT id, word FROM words WHERE word % $1 AND word NOT LIKE '#%' AND NOT says_nothing AND abs(length(word) - length($1)) <= 3 ORDER BY similarity(word, $1) DESC, word LIMIT 5
        """;

    public static async Task<IReadOnlyList<QueryWord>> UnderstandAsync(NpgsqlConnection connection, string text, CancellationToken ct)
    {
        string[] typed = [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Distinct().Take(Most)];
        if (typed.Length == 0)
            return [];
        var words = new List<QueryWord>();
        await using (var known = new NpgsqlCommand(Known, connection) { Parameters = { new() { Value = typed } } })
        await using (var reader = await known.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                words.Add(new(reader.GetString(0), reader.GetFieldValue<int[]>(1), null));
        for (var number = 0; number < words.Count; number++)
            if (words[number].Ids.Length == 0)
                words[number] = await NearestAsync(connection, words[number].Typed, ct);
        return words;
    }

    private static async Task<QueryWord> NearestAsync(NpgsqlConnection connection, string typed, CancellationToken ct)
    {
        await using var nearest = new NpgsqlCommand(Nearest, connection) { Parameters = { new() { Value = typed } } };
        await using var reader = await nearest.ExecuteReaderAsync(ct);
        var (ids, words) = (new List<int>(), new List<string>());
        while (await reader.ReadAsync(ct))
        {
            ids.Add(reader.GetInt32(0));
            words.Add(reader.GetString(1));
        }
        return new(typed, [.. ids], [.. words]);
    }

    public static async Task<int[]> MarkAsync(NpgsqlConnection connection, string mark, CancellationToken ct)
    {
        await using var find = new NpgsqlCommand("SELECT id FROM words WHERE word = $1", connection) { Parameters = { new() { Value = mark } } };
        return await find.ExecuteScalarAsync(ct) is int id ? [id] : [];
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+")]
    private static partial Regex Word();
}
