using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>The command <c>verify-ledger</c>: proves the ledger from the first claim to the last. Exit code 1 when something does not agree.</summary>
internal static class VerifyLedger
{
    public static async Task<int> Run(BillingDb db, CancellationToken ct)
    {
        var (claims, entries, findings) = (0, 0, 0);
        // One claim at a time, all seen at the same moment, so that the proof can run beside the work.
        await using var moment = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        foreach (var claimId in await db.Claims.OrderBy(claim => claim.Id).Select(claim => claim.Id).ToListAsync(ct))
        {
            var file = await LoadAsync(db, claimId, ct);
            foreach (var finding in LedgerProof.Findings(file))
            {
                findings++;
                await Console.Error.WriteLineAsync($"{file.Claim.PayerId} {file.Claim.Period}: {finding}");
            }
            (claims, entries) = (claims + 1, entries + file.Entries.Sum(line => line.Count()));
        }
        Console.WriteLine(findings == 0
            ? $"The ledger is right: {entries} entries of {claims} claims follow from their visits, rates and answers."
            : $"The ledger is wrong: {findings} findings in {entries} entries of {claims} claims.");
        return findings == 0 ? 0 : 1;
    }

    private static async Task<ClaimFile> LoadAsync(BillingDb db, Guid claimId, CancellationToken ct)
    {
        var claim = await db.Claims.AsNoTracking().Include(c => c.Lines).SingleAsync(c => c.Id == claimId, ct);
        var ofClaim = db.ClaimLines.Where(line => line.ClaimId == claimId).Select(line => line.Id);
        var answers = await db.LineAnswers.AsNoTracking().Where(answer => ofClaim.Contains(answer.ClaimLineId)).ToListAsync(ct);
        var entries = await db.LedgerEntries.AsNoTracking().Where(entry => ofClaim.Contains(entry.ClaimLineId)).ToListAsync(ct);
        var payments = await db.Payments.AsNoTracking().Where(payment => payment.ClaimId == claimId).ToListAsync(ct);
        List<Guid> named = [.. claim.Lines.Select(line => line.CreditedLineId ?? line.AdjustedLineId).OfType<Guid>()];
        var namedLines = named.Count == 0 ? [] : await db.ClaimLines.AsNoTracking().Where(line => named.Contains(line.Id)).ToDictionaryAsync(line => line.Id, ct);
        var adjustments = named.Count == 0 ? [] : await db.ClaimLines.AsNoTracking().Where(line => line.AdjustedLineId != null && named.Contains(line.AdjustedLineId.Value)).ToListAsync(ct);
        return new ClaimFile(claim, namedLines, adjustments.ToLookup(line => line.AdjustedLineId!.Value), answers.ToLookup(a => a.ClaimLineId), entries.ToLookup(e => e.ClaimLineId), payments);
    }
}
