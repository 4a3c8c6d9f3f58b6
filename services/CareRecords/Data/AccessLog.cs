using System.Data.Common;
using Buurtzorg.CareRecords.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Data;

internal static class AccessLog
{
    /// <summary>Saves the changes together with what the access log says of them: both or neither.</summary>
    public static async Task SaveAsync(this CareRecordsDb db, IReadOnlyCollection<AccessEntry> entries, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.SaveChangesAsync(ct);
        await db.AppendAsync(entries, ct);
        if (own is not null) await own.CommitAsync(ct);
    }

    public static Task SaveAsync(this CareRecordsDb db, AccessEntry entry, CancellationToken ct) => db.SaveAsync([entry], ct);

    /// <summary>Writes to the log inside a transaction; 503 when that cannot be done, so that nothing leaves without it.</summary>
    public static async Task AppendAsync(this CareRecordsDb db, IReadOnlyCollection<AccessEntry> entries, CancellationToken ct)
    {
        await db.LockChainsAsync([.. entries.Select(entry => entry.ClientId)], ct);
        var chains = db.AccessChains.Local.ToDictionary(chain => chain.ClientId);
        foreach (var entry in entries)
            db.AccessEntries.Add(chains[entry.ClientId].Append(entry));
        await OrUnavailableAsync(db.SaveChangesAsync(ct));
        db.ChangeTracker.Clear();
    }

    // Always locked in the same order, so that batches wait for each other and never for good. What is tracked is locked, or new.
    public static async Task LockChainsAsync(this CareRecordsDb db, Guid[] clientIds, CancellationToken ct)
    {
        var others = clientIds.Except(db.AccessChains.Local.Select(chain => chain.ClientId)).ToArray();
        if (others.Length > 0)
            await OrUnavailableAsync(db.AccessChains.FromSql($"SELECT * FROM access_chains WHERE client_id = ANY ({others}) ORDER BY client_id FOR UPDATE").LoadAsync(ct));
    }

    private static async Task OrUnavailableAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            throw new AccessLogUnavailableException(exception);
        }
    }

    private sealed class AccessLogUnavailableException(Exception inner) : BadHttpRequestException(
        "The access log cannot be written at the moment, and nothing is shown or changed without it; try again.", StatusCodes.Status503ServiceUnavailable, inner);
}
