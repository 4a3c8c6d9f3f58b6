using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Buurtzorg.Platform;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.SocialMap.Search;

/// <summary>What somebody looks for. Everything named has to hold.</summary>
internal sealed record Wanted
{
    public string? Text { get; init; }
    public string? Language { get; init; }
    public Guid? TermId { get; init; }
    public int? Age { get; init; }
    public short? Day { get; init; }
    public short? Minute { get; init; }
    public required DateOnly Today { get; init; }

    /// <summary>In the order of distance from here, within so many metres; otherwise the freshest first.</summary>
    public (double Latitude, double Longitude)? Near { get; init; }

    public int WithinMetres { get; init; }
}

/// <summary>A service that was found; with a distance, at one of its places.</summary>
internal sealed record Hit(Guid ServiceId, DateOnly FreshOn, short Place, double? Metres, double Rank);

/// <param name="Hits">In order.</param>
/// <param name="Next">Where the next page begins; null when nothing is left.</param>
/// <param name="Words">How the text was understood.</param>
internal sealed record HitPage(IReadOnlyList<Hit> Hits, string? Next, IReadOnlyList<QueryWord> Words);

/// <summary>
/// Reads off the list of the rarest of the words, in order, what has everything else too: the index answers "the next forty that have this word", never
/// "all". A page looks at no more than a thousand, then it is shorter than asked for and tells where to go on; so no page costs more as the directory grows.
/// </summary>
internal sealed class ServiceSearch(NpgsqlDataSource database)
{
    public const int LooksAt = 1_000;
    private const int RareEnough = 200;

    public async Task<Outcome<HitPage>> FindAsync(Wanted wanted, string? after, int limit, CancellationToken ct)
    {
        if (!Cursor.Read(after, wanted.Near is not null).Accepted(out var begin, out var refusal))
            return refusal;
        await using var connection = await database.OpenConnectionAsync(ct);
        var words = wanted.Text is { } text ? await QueryWords.UnderstandAsync(connection, text, ct) : [];
        List<int[]> sets = [.. words.Select(word => word.Ids)];
        if (wanted.Language is { } language)
            sets.Add(await QueryWords.MarkAsync(connection, Marks.Language(language), ct));
        if (wanted.TermId is { } term)
            sets.Add(await QueryWords.MarkAsync(connection, Marks.Term(term), ct));
        if (sets.Count == 0)
            sets.Add(await QueryWords.MarkAsync(connection, Marks.All, ct));
        if (sets.Exists(set => set.Length == 0))
            return new HitPage([], null, words);

        var driver = sets.Count == 1 ? sets[0] : await RarestAsync(connection, sets, ct);
        sets.Remove(driver);
        var (hits, last, looked) = (new List<Hit>(), begin.IsBeginning ? null : begin, 0);
        for (var chunk = limit + 1; ; chunk = Math.Min(chunk * 4, LooksAt - looked))
        {
            var (candidates, more) = await LookAsync(connection, wanted, driver, sets, last, chunk, ct);
            foreach (var (hit, matches) in candidates)
            {
                if (matches && hits.Count == limit)
                    return new HitPage(hits, last!.ToString(), words);
                if (matches)
                    hits.Add(hit);
                last = Cursor.At(hit);
            }
            looked += chunk;
            if (!more)
                return new HitPage(hits, null, words);
            if (looked >= LooksAt)
                return new HitPage(hits, last!.ToString(), words);
        }
    }

    private static async Task<int[]> RarestAsync(NpgsqlConnection connection, List<int[]> sets, CancellationToken ct)
    {
        await using var count = new NpgsqlCommand(string.Join(" UNION ALL ", sets.Select((_, number) =>
            $"SELECT {number}, (SELECT count(*) FROM (SELECT FROM service_words WHERE word_id = ANY (${number + 1}) AND place = 0 LIMIT {RareEnough}) few)")) + " ORDER BY 2, 1", connection);
        foreach (var set in sets)
            count.Parameters.Add(new() { Value = set });
        await using var reader = await count.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return sets[reader.GetInt32(0)];
    }

    // One SELECT per word and no join over them, so that each is planned by what the statistics know of its word. From near to far the index gives distances
    // only, hence the ties: what shares the last one's distance is there, and the order among them is that of the cursor.
    private static async Task<(List<(Hit Hit, bool Matches)> Candidates, bool More)> LookAsync(
        NpgsqlConnection connection, Wanted wanted, int[] driver, List<int[]> others, Cursor? after, int chunk, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        string Add(object value) { command.Parameters.Add(new() { Value = value }); return $"${command.Parameters.Count}"; }
        var here = wanted.Near is { } near ? Mercator.Point(near.Latitude, near.Longitude) : (NpgsqlPoint?)null;
        var scale = wanted.Near is { Latitude: var latitude } ? Mercator.Scale(latitude) : 1;
        var point = here is { } at ? Add(at) : null;
        var last = after is null ? null : $"({Add(after.Rank)}, {Add(after.Id)}, {Add(after.Place)}::smallint)";
        var each = driver.Select(word => here is null
            ? $"""
              (SELECT service_id, place, fresh_on, fresh_on - DATE '1900-01-01' AS rank FROM service_words
              WHERE word_id = {Add(word)} AND place = 0 {(after is null ? "" : $"AND (fresh_on, service_id) < (DATE '1900-01-01' + {Add((int)after.Rank)}, {Add(after.Id)})")}
              ORDER BY fresh_on DESC, service_id DESC LIMIT {chunk + 1})
              """
            : $"""
              (SELECT service_id, place, fresh_on, position <-> {point} AS rank FROM service_words
              WHERE word_id = {Add(word)} AND position IS NOT NULL {(last is null ? "" : $"AND (position <-> {point}, service_id, place) > {last}")}
              ORDER BY position <-> {point} FETCH FIRST {chunk + 1} ROWS WITH TIES)
              """);
        var order = here is null ? "rank DESC, service_id DESC" : "rank, service_id, place";
        var conditions = new List<string>(others.Select(set => Has($"service_words w WHERE w.service_id = c.service_id AND w.word_id = ANY ({Add(set)})")));
        if (wanted.Age is { } age)
            conditions.Add(Has($"entries e WHERE e.kind = 'service' AND e.id = c.service_id AND coalesce(e.minimum_age, 0) <= {Add(age)} AND coalesce(e.maximum_age, 200) >= {Add(age)}"));
        if (wanted.Day is { } day)
        {
            var hour = wanted.Minute is { } minute ? $"AND h.opens <= {Add(minute)} AND h.closes > {Add(minute)}" : "";
            conditions.Add(Has($"service_hours h WHERE h.service_id = c.service_id AND h.day = {Add(day)} {hour} AND coalesce(h.valid_from, {Add(wanted.Today)}) <= {Add(wanted.Today)} AND coalesce(h.valid_to, {Add(wanted.Today)}) >= {Add(wanted.Today)}"));
        }
        command.CommandText = $"""
            SELECT c.service_id, c.place, c.fresh_on, c.rank::float8, {(conditions.Count == 0 ? "true" : string.Join(" AND ", conditions))}
            FROM (SELECT DISTINCT * FROM ({string.Join(" UNION ALL ", each)}) words {(here is null ? "" : $"WHERE rank <= {Add(wanted.WithinMetres * scale)}")} ORDER BY {order} LIMIT {chunk + 1}) c ORDER BY {order}
            """;
        var candidates = new List<(Hit, bool)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var rank = reader.GetDouble(3);
            candidates.Add((new(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(2), reader.GetInt16(1), here is null ? null : rank / scale, rank), reader.GetBoolean(4)));
        }
        return candidates.Count > chunk ? (candidates.GetRange(0, chunk), true) : (candidates, false);
    }

    // An EXISTS may be answered by hashing the whole table once; this is a probe of the index for each candidate, whatever the planner thinks of their number.
    private static string Has(string rows) => $"(SELECT true FROM {rows} LIMIT 1) IS NOT NULL";

    /// <summary>The last one that was looked at.</summary>
    private sealed record Cursor(double Rank, Guid Id, short Place, bool ByDistance)
    {
        public static Cursor At(Hit hit) => new(hit.Rank, hit.ServiceId, hit.Place, hit.Metres is not null);

        public bool IsBeginning => Place < 0;

        public static Outcome<Cursor> Read(string? text, bool byDistance)
        {
            try
            {
                if (text is null)
                    return new Cursor(0, Guid.Empty, -1, byDistance);
                if (Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split(' ') is [var kind, var rank, var id, var place] && (kind == "d") == byDistance)
                    return new Cursor(double.Parse(rank, CultureInfo.InvariantCulture), Guid.Parse(id), short.Parse(place, CultureInfo.InvariantCulture), byDistance);
            }
            catch (FormatException)
            {
            }
            return Refusal.Invalid("unknown-cursor", "The cursor does not belong to this search; begin again without it.");
        }

        public override string ToString() => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(ByDistance ? "d" : "f")} {Rank:R} {Id} {Place}")));
    }
}
