using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>What was read and waits to be applied: in the database, so that an import of any size takes the same memory and goes on after a kill.</summary>
internal static class StagedRows
{
    public static async Task WriteAsync(NpgsqlConnection connection, Guid importId, IEnumerable<StagedRow> rows, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("COPY import_rows (import_id, kind, id, owner, place, is_top, body) FROM STDIN (FORMAT binary)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, ct);
            await copy.WriteAsync(row.Kind, ct);
            await copy.WriteAsync(row.Id, ct);
            if (row.Owner is { } owner)
                await copy.WriteAsync(owner, ct);
            else
                await copy.WriteNullAsync(ct);
            await copy.WriteAsync(row.Place, ct);
            await copy.WriteAsync(row.IsTop, ct);
            await copy.WriteAsync(row.Body.ToJsonString(), NpgsqlDbType.Json, ct);
        }
        await copy.CompleteAsync(ct);
    }

    public static async Task<Guid[]> NextIdsAsync(NpgsqlConnection connection, Guid importId, string kind, Guid after, int limit, CancellationToken ct)
    {
        await using var next = new NpgsqlCommand("SELECT DISTINCT id FROM import_rows WHERE import_id = $1 AND kind = $2 AND owner IS NULL AND id > $3 ORDER BY id LIMIT $4", connection)
        {
            Parameters = { new() { Value = importId }, new() { Value = kind }, new() { Value = after }, new() { Value = limit } },
        };
        var ids = new List<Guid>();
        await using var reader = await next.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetGuid(0));
        return [.. ids];
    }

    /// <summary>Things by their ids, in the order in which they were read.</summary>
    public static Task<List<StagedRow>> ByIdAsync(NpgsqlConnection connection, Guid importId, string[] kinds, Guid[] ids, CancellationToken ct) =>
        ReadAsync(connection, "SELECT kind, id, owner, place, is_top, body FROM import_rows WHERE import_id = $1 AND owner IS NULL AND kind = ANY ($2) AND id = ANY ($3) ORDER BY number", importId, ids, kinds, ct);

    /// <summary>What belongs to any of these.</summary>
    public static Task<List<StagedRow>> OwnedByAsync(NpgsqlConnection connection, Guid importId, Guid[] owners, CancellationToken ct) =>
        ReadAsync(connection, "SELECT kind, id, owner, place, is_top, body FROM import_rows WHERE import_id = $1 AND owner = ANY ($3) AND $2::text[] IS NULL ORDER BY number", importId, owners, null, ct);

    public static async Task DeleteAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        await using var delete = new NpgsqlCommand("DELETE FROM import_rows WHERE import_id = $1", connection) { Parameters = { new() { Value = importId } }, CommandTimeout = 600 };
        await delete.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<StagedRow>> ReadAsync(NpgsqlConnection connection, string sql, Guid importId, Guid[] ids, string[]? kinds, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = importId }, new() { Value = (object?)kinds ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, new() { Value = ids } },
        };
        var rows = new List<StagedRow>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(new(reader.GetString(0), reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.GetString(3), reader.GetBoolean(4), JsonNode.Parse(reader.GetString(5))!.AsObject()));
        return rows;
    }
}
