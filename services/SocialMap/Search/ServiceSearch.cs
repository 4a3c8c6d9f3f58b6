using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Buurtzorg.Platform;
using Npgsql;

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
/// Reads off the list of the rarest of the words, in order, and asks of each service at its one row of facts whether everything else holds too, until the page is
/// full. It looks at no more than a thousand, then the page is shorter than asked for and tells where to go on; so no page costs more as the directory grows.
/// </summary>
internal sealed class ServiceSearch(NpgsqlDataSource database)
{
    public const int LooksAt = 1_000;

    // For the transaction that a batch is. A page is the front of ordered lists: whatever reads or sorts whole ones is the wrong plan, also while statistics are old.
    private const string InOrder = "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)";

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
        var (hits, last) = (new List<Hit>(), (Hit?)null);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(InOrder), Page(wanted, driver, sets, begin.IsBeginning ? null : begin, limit) } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var rank = reader.GetDouble(3);
            var hit = new Hit(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(2), reader.GetInt16(1), wanted.Near is { } near ? rank / Mercator.Scale(near.Latitude) : null, rank);
            var (matches, number) = (reader.GetBoolean(4), reader.GetInt64(5));
            if (matches && hits.Count == limit)
                return new HitPage(hits, Cursor.At(hits[^1]).ToString(), words);
            if (matches)
                hits.Add(hit);
            if (number == LooksAt)
                last = hit;
        }
        return new HitPage(hits, last is null ? null : Cursor.At(last).ToString(), words);
    }

    private static async Task<int[]> RarestAsync(NpgsqlConnection connection, List<int[]> sets, CancellationToken ct)
    {
        var counts = new NpgsqlBatchCommand(string.Join(" UNION ALL ", sets.Select((_, number) =>
            $"(SELECT {number}, (SELECT count(*) FROM (SELECT FROM service_words WHERE word_id = ANY (${number + 1}) AND place = 0 LIMIT {LooksAt}) few))")) + " ORDER BY 2, 1 LIMIT 1");
        foreach (var set in sets)
            counts.Parameters.Add(new() { Value = set });
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(InOrder), counts } };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return sets[reader.GetInt32(0)];
    }

    // Every step gives its rows one by one in the order of the page, so the outermost LIMIT ends the reading: the lists are merged, what stands in several of them
    // counts once, and each candidate is numbered and probed. The last one that may be looked at comes along even where it does not match, as the place to go on.
    // The index gives distances only, hence the ties: what shares the last one's distance is there, and the order among them is that of the cursor.
    private static NpgsqlBatchCommand Page(Wanted wanted, int[] driver, List<int[]> others, Cursor? after, int limit)
    {
        var command = new NpgsqlBatchCommand();
        string Add(object value) { command.Parameters.Add(new() { Value = value }); return $"${command.Parameters.Count}"; }
        string each, order, candidate;
        if (wanted.Near is { } near)
        {
            var (here, within) = (Add(Mercator.Point(near.Latitude, near.Longitude)), Add(wanted.WithinMetres * Mercator.Scale(near.Latitude)));
            var begin = after is null ? "" : $"AND (position <-> {here}, service_id, place) > ({Add(after.Rank)}, {Add(after.Id)}, {Add(after.Place)}::smallint)";
            (order, candidate) = ("rank, service_id, place", "rank, service_id, place");
            each = string.Join(" UNION ALL ", driver.Select(word => $"""
                (SELECT * FROM (
                    SELECT service_id, place, fresh_on, position <-> {here} AS rank FROM service_words WHERE word_id = {Add(word)} AND position IS NOT NULL {begin}
                    ORDER BY position <-> {here} FETCH FIRST {LooksAt} ROWS WITH TIES) nearest
                WHERE rank <= {within} ORDER BY {order})
                """));
        }
        else
        {
            var begin = after is null ? "" : $"AND (fresh_on, service_id) < (DATE '1900-01-01' + {Add((int)after.Rank)}, {Add(after.Id)})";
            (order, candidate) = ("fresh_on DESC, service_id DESC", "fresh_on, service_id");
            each = string.Join(" UNION ALL ", driver.Select(word => $"""
                (SELECT service_id, 0::smallint AS place, fresh_on, (fresh_on - DATE '1900-01-01')::float8 AS rank FROM service_words WHERE word_id = {Add(word)} AND place = 0 {begin}
                ORDER BY {order} LIMIT {LooksAt})
                """));
        }

        var conditions = others.ConvertAll(set => $"f.words && {Add(set)}");
        if (wanted.Age is { } age)
            conditions.Add($"coalesce(f.minimum_age, 0) <= {Add(age)} AND coalesce(f.maximum_age, 200) >= {Add(age)}");
        if (wanted.Day is { } day)
        {
            var (today, hour) = (Add(wanted.Today), wanted.Minute is { } minute ? $"AND h.opens <= {Add(minute)} AND h.closes > {Add(minute)}" : "");
            // An EXISTS may be answered by hashing the whole table once; this is a probe of the index for each candidate, whatever the planner thinks of their number.
            conditions.Add($"(SELECT true FROM service_hours h WHERE h.service_id = f.service_id AND h.day = {Add(day)} {hour} AND coalesce(h.valid_from, {today}) <= {today} AND coalesce(h.valid_to, {today}) >= {today} LIMIT 1) IS NOT NULL");
        }
        var matches = conditions.Count == 0 ? "true" : $"coalesce((SELECT {string.Join(" AND ", conditions)} FROM service_facts f WHERE f.service_id = c.service_id), false)";
        command.CommandText = $"""
            SELECT service_id, place, fresh_on, rank, matches, number
            FROM (
                SELECT c.*, row_number() OVER () AS number, {matches} AS matches
                FROM (SELECT DISTINCT ON ({candidate}) * FROM ({each}) words ORDER BY {order} LIMIT {LooksAt}) c) looked
            WHERE matches OR number = {LooksAt} LIMIT {limit + 1}
            """;
        return command;
    }

    /// <summary>The last one of the page before.</summary>
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
