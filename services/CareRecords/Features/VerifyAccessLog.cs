using System.Data;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

internal static class VerifyAccessLog
{
    internal sealed record Finding(long Chains, long Entries, string? FirstBroken);

    public static async Task<int> Run(CareRecordsDb db, CancellationToken ct)
    {
        var found = await WalkAsync(db, ct);
        if (found.FirstBroken is { } broken)
        {
            await Console.Error.WriteLineAsync(broken);
            return 1;
        }
        Console.WriteLine($"The access log is whole: {found.Entries} entries in {found.Chains} chains.");
        return 0;
    }

    // One snapshot, read as a stream: the log may be longer than the memory, and is written on meanwhile.
    internal static async Task<Finding> WalkAsync(CareRecordsDb db, CancellationToken ct)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var heads = await (
            from client in db.Clients.AsNoTracking()
            join chain in db.AccessChains on client.Id equals chain.ClientId into chains
            from chain in chains.DefaultIfEmpty()
            orderby client.Id
            select new { client.Id, Chain = chain }).ToListAsync(ct);
        await using var entries = db.AccessEntries.AsNoTracking().OrderBy(entry => entry.ClientId).ThenBy(entry => entry.Number).AsAsyncEnumerable().GetAsyncEnumerator(ct);
        var more = await entries.MoveNextAsync();
        var count = 0L;
        foreach (var head in heads)
        {
            if (head.Chain is not { Entries: > 0 })
                return new(heads.Count, count, $"Broken at the beginning for client {head.Id}: there is no chain, and every client has at least the entry of their admission.");
            var walked = AccessChain.Of(head.Id);
            for (; more && entries.Current.ClientId == head.Id; more = await entries.MoveNextAsync(), count++)
            {
                if (!walked.Continues(entries.Current))
                    return new(heads.Count, count, $"Broken at entry {entries.Current.Id}, number {entries.Current.Number} of client {head.Id}: it, or the one before it, is not what was written.");
            }
            if (!walked.EndsLike(head.Chain))
                return new(heads.Count, count, $"Broken after number {walked.Entries} of client {head.Id}: the chain ends at number {head.Chain.Entries}, and the rest is missing.");
        }
        return new(heads.Count, count, null);
    }
}
