using Buurtzorg.CareRecords.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Data;

internal static class AccessLog
{
    /// <summary>Saves the changes together with what the access log says of them: both or neither.</summary>
    public static async Task SaveAsync(this CareRecordsDb db, IReadOnlyCollection<AccessEntry> entries, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var chains = await db.LockChainsAsync([.. entries.Select(entry => entry.ClientId)], ct);
        foreach (var entry in entries)
            db.AccessEntries.Add(chains[entry.ClientId].Append(entry));
        await db.SaveChangesAsync(ct);
        if (own is not null) await own.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    public static Task SaveAsync(this CareRecordsDb db, AccessEntry entry, CancellationToken ct) => db.SaveAsync([entry], ct);

    // Always locked in the same order, so that batches wait for each other and never for good.
    public static async Task<Dictionary<Guid, AccessChain>> LockChainsAsync(this CareRecordsDb db, Guid[] clientIds, CancellationToken ct)
    {
        var begun = db.AccessChains.Local.ToDictionary(chain => chain.ClientId);
        var others = clientIds.Except(begun.Keys).ToArray();
        if (others.Length == 0) return begun;
        var locked = await db.AccessChains
            .FromSql($"SELECT * FROM access_chains WHERE client_id = ANY ({others}) ORDER BY client_id FOR UPDATE")
            .ToListAsync(ct);
        return locked.Concat(begun.Values).ToDictionary(chain => chain.ClientId);
    }
}
