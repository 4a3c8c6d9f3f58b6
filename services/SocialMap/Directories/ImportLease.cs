using Npgsql;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>An import as somebody works on it.</summary>
internal sealed record LeasedImport(Guid Id, string Source, string? From, bool IsApplying, string? ReadUntil, string? AppliedUntil, Guid LeasedBy);

/// <summary>One works on an import at a time; when that one dies, whoever comes next goes on after half a minute.</summary>
internal static class ImportLease
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    /// <summary>The given import, or any that waits. Null when there is none or somebody is at it.</summary>
    public static async Task<LeasedImport?> TakeAsync(NpgsqlDataSource database, TimeProvider clock, Guid? importId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var take = database.CreateCommand("""
            UPDATE imports SET leased_by = $1, lease_until = $2
            WHERE id = (SELECT id FROM imports WHERE finished_at IS NULL AND coalesce(lease_until, '-infinity') < $3 AND id = coalesce($4, id) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, source, "from", state = 'Applying', read_until, applied_until, leased_by
            """);
        take.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        take.Parameters.Add(new() { Value = now + Length });
        take.Parameters.Add(new() { Value = now });
        take.Parameters.Add(new() { Value = (object?)importId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await using var reader = await take.ExecuteReaderAsync(ct);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return await reader.ReadAsync(ct) ? new(reader.GetGuid(0), reader.GetString(1), Text(2), reader.GetBoolean(3), Text(4), Text(5), reader.GetGuid(6)) : null;
    }

    /// <summary>Keeps the lease while the work goes on; a lease that was lost cancels the work.</summary>
    public static async Task KeepWhileAsync(NpgsqlDataSource database, TimeProvider clock, LeasedImport import, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var working = work(lost.Token);
        while (await Task.WhenAny(working, Task.Delay(Length / 3, CancellationToken.None)) != working)
        {
            await using var keep = database.CreateCommand("UPDATE imports SET lease_until = $1 WHERE id = $2 AND leased_by = $3");
            keep.Parameters.Add(new() { Value = clock.GetUtcNow() + Length });
            keep.Parameters.Add(new() { Value = import.Id });
            keep.Parameters.Add(new() { Value = import.LeasedBy });
            if (await keep.ExecuteNonQueryAsync(CancellationToken.None) == 0)
                await lost.CancelAsync();
        }
        await working;
    }
}
