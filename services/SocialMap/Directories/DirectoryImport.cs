using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Hsds;
using Npgsql;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>
/// Takes over a directory: first everything is read, then it is applied in small transactions that remember how far they came. A source that cannot be
/// read whole changes nothing.
/// </summary>
internal sealed class DirectoryImport(NpgsqlDataSource database, DirectorySettings directories, IHttpClientFactory http, ApplyEntries apply, TimeProvider clock, ILogger<DirectoryImport> log)
{
    public const string HttpClientName = "directories";

    /// <summary>Begins or finds the import of a source that is under way.</summary>
    public async Task<(Guid Id, bool Begun)> BeginAsync(string source, string? from, CancellationToken ct)
    {
        await using var begin = database.CreateCommand("""
            WITH begun AS (
                INSERT INTO imports (id, source, "from", state, started_at, was_whole, new, changed, unchanged, gone, refused) VALUES ($1, $2, $3, 'Reading', $4, false, 0, 0, 0, 0, 0)
                ON CONFLICT (source) WHERE finished_at IS NULL DO NOTHING RETURNING id)
            SELECT id, true FROM begun UNION ALL SELECT id, false FROM imports WHERE source = $2 AND finished_at IS NULL
            """);
        foreach (object value in (object[])[Guid.CreateVersion7(), source, (object?)from ?? DBNull.Value, clock.GetUtcNow()])
            begin.Parameters.Add(new() { Value = value });
        begin.Parameters[2].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text;
        await using var reader = await begin.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetGuid(0), reader.GetBoolean(1)) : await BeginAsync(source, from, ct); // the one that was under way has just ended
    }

    /// <summary>Works on an import, or on any that waits, until it is finished. False when there is none to work on.</summary>
    public async Task<bool> WorkAsync(Guid? importId, CancellationToken ct)
    {
        if (await ImportLease.TakeAsync(database, clock, importId, ct) is not { } import)
            return false;
        await ImportLease.KeepWhileAsync(database, clock, import, stop => RunAsync(import, stop), ct);
        return true;
    }

    private async Task RunAsync(LeasedImport import, CancellationToken ct)
    {
        try
        {
            var reader = Reader(import);
            if (!import.IsApplying)
                await ReadAsync(import, reader, ct);
            await apply.AllAsync(import, reader, ct);
            await FinishAsync(import, ImportState.Done, null, ct);
        }
        catch (BrokenSourceException broken)
        {
            log.LogWarning("The directory {Directory} was not imported: {Reason}", import.Source, broken.Message);
            await FinishAsync(import, ImportState.Failed, broken.Message, ct);
        }
    }

    private IDirectoryReader Reader(LeasedImport import)
    {
        var source = import.From is { } from ? DirectorySource.At(from)
            : directories.GetValueOrDefault(import.Source) ?? throw new BrokenSourceException($"Directories:{import.Source} is configured no more.");
        return source.Url is { } url ? new ApiReader(http.CreateClient(HttpClientName), url) : new FolderReader(source.Folder!);
    }

    private async Task ReadAsync(LeasedImport import, IDirectoryReader reader, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        try
        {
            await foreach (var part in reader.ReadAsync(import.ReadUntil, ct))
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await StagedRows.WriteAsync(connection, import.Id, part.Rows, ct);
                if (!await ImportReport.WriteAsync(connection, import, [.. part.Faults.Select(Refused)], 0, ("read_until", part.Until), ct))
                    throw new OperationCanceledException("Somebody else works on this import now.");
                await transaction.CommitAsync(ct);
            }
        }
        catch (SourceChangedException)
        {
            await StagedRows.DeleteAsync(connection, import.Id, ct);
            await ExecuteAsync(connection, "DELETE FROM imported_entries WHERE import_id = $1", import.Id, ct);
            await ExecuteAsync(connection, "UPDATE imports SET read_until = NULL, refused = 0 WHERE id = $1", import.Id, ct);
            await ReadAsync(import with { ReadUntil = null }, reader, ct);
            return;
        }
        await ExecuteAsync(connection, "ANALYZE import_rows", null, ct);
        await ExecuteAsync(connection, "UPDATE imports SET state = 'Applying', was_whole = EXISTS (SELECT FROM import_rows WHERE import_id = $1 AND kind = 'service') WHERE id = $1", import.Id, ct);
    }

    public static Reported Refused(Fault fault) => new(ImportOutcome.Refused, fault.Kind, fault.Id, fault.Place, fault.Reason);

    // The last twenty reports of a source are kept.
    private async Task FinishAsync(LeasedImport import, ImportState state, string? reason, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await StagedRows.DeleteAsync(connection, import.Id, ct);
        await using var finish = new NpgsqlCommand("UPDATE imports SET state = $1, reason = $2, finished_at = $3, lease_until = NULL WHERE id = $4 AND leased_by = $5", connection);
        foreach (object value in (object[])[state.ToString(), (object?)reason ?? DBNull.Value, clock.GetUtcNow(), import.Id, import.LeasedBy])
            finish.Parameters.Add(new() { Value = value });
        finish.Parameters[1].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text;
        await finish.ExecuteNonQueryAsync(ct);
        await ExecuteAsync(connection, "DELETE FROM imported_entries WHERE import_id IN (SELECT id FROM imports WHERE source = (SELECT source FROM imports WHERE id = $1) ORDER BY id DESC OFFSET 20)", import.Id, ct);
        await ExecuteAsync(connection, "DELETE FROM imports WHERE id IN (SELECT id FROM imports WHERE source = (SELECT source FROM imports WHERE id = $1) ORDER BY id DESC OFFSET 20)", import.Id, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, Guid? id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        if (id is { } value)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }
}
