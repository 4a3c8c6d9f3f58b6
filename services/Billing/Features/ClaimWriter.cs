using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.Billing.Features;

/// <summary>Writes the lines of a claim and what they move in the ledger, a batch of clients at a time, past the change tracker.</summary>
internal sealed class ClaimWriter(BillingDb db, Claim claim)
{
    private const int VisitsForTrace = 100;

    private readonly NpgsqlConnection connection = (NpgsqlConnection)db.Database.GetDbConnection();

    public int Lines { get; private set; }
    public long Visits { get; private set; }
    public long TotalMinor { get; private set; }

    /// <summary>Some of its visits: their traces caused the claim.</summary>
    public List<Guid> Causes { get; } = [];

    public async Task WriteAsync(IReadOnlyList<(Guid ClientId, DraftLine Draft)> drafts, CancellationToken ct)
    {
        if (drafts.Count == 0) return;
        var lines = new List<ClaimLine>(drafts.Count);
        foreach (var (client, draft) in drafts)
        {
            lines.Add(ClaimLine.Of(draft, client, claim.Id, Numbers.OfLine(claim.Number, ++Lines), claim.ClosedAt));
            (TotalMinor, Visits) = (TotalMinor + draft.SignedMinor, Visits + draft.Visits.Length);
            if (Causes.Count < VisitsForTrace) Causes.AddRange(draft.Visits.Take(VisitsForTrace - Causes.Count));
        }
        await CopyAsync(lines, ct);
        await CopyAsync([.. lines.SelectMany(line => Ledger.WhenClaimed(claim, line))], ct);
    }

    private async Task CopyAsync(List<ClaimLine> lines, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY claim_lines (id, claim_id, payer_id, reference, client_id, authorisation_id, authorisation_number, category, code, month, "from", until, side, credited_line_id, adjusted_line_id, unit, volume,
                volume_over_cap, rate_amount, rate_per, rate_lengths, rounding, unit_size, amount_minor, visits, visit_minutes, state, codes) FROM STDIN (FORMAT BINARY)
            """, ct);
        foreach (var line in lines)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(line.Id, ct);
            await copy.WriteAsync(line.ClaimId, ct);
            await copy.WriteAsync(line.PayerId, ct);
            await copy.WriteAsync(line.Reference, ct);
            await copy.WriteAsync(line.ClientId, ct);
            await copy.WriteAsync(line.AuthorisationId, ct);
            await copy.WriteAsync(line.AuthorisationNumber, ct);
            await copy.WriteAsync(line.Category, ct);
            await copy.WriteAsync(line.Code, ct);
            await copy.WriteAsync(line.Month.ToString(), ct);
            await copy.WriteAsync(line.From, ct);
            await copy.WriteAsync(line.Until, ct);
            await copy.WriteAsync(line.Side.ToString(), ct);
            await copy.WriteAsync(line.CreditedLineId, ct);
            await copy.WriteAsync(line.AdjustedLineId, ct);
            await copy.WriteAsync(line.Unit.ToString(), ct);
            await copy.WriteAsync(line.Volume, ct);
            await copy.WriteAsync(line.VolumeOverCap, ct);
            await copy.WriteAsync(line.RateAmount, ct);
            await copy.WriteAsync(line.RatePer.ToString(), ct);
            await copy.WriteAsync(line.RateLengths, ct);
            await copy.WriteAsync(line.Rounding, ct);
            await copy.WriteAsync(line.UnitSize, ct);
            await copy.WriteAsync(line.AmountMinor, ct);
            await copy.WriteAsync(line.Visits, ct);
            await copy.WriteAsync(line.VisitMinutes, ct);
            await copy.WriteAsync(line.State.ToString(), ct);
            await copy.WriteAsync("[]", NpgsqlDbType.Jsonb, ct);
        }
        await copy.CompleteAsync(ct);
    }

    private async Task CopyAsync(List<LedgerEntry> entries, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY ledger_entries (id, payer_id, claim_line_id, cause_id, credit, debit, currency, minor_units, recorded_at) FROM STDIN (FORMAT BINARY)", ct);
        foreach (var entry in entries)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(entry.Id, ct);
            await copy.WriteAsync(entry.PayerId, ct);
            await copy.WriteAsync(entry.ClaimLineId, ct);
            await copy.WriteAsync(entry.CauseId, ct);
            await copy.WriteAsync(entry.Credit.ToString(), ct);
            await copy.WriteAsync(entry.Debit.ToString(), ct);
            await copy.WriteAsync(entry.Currency, ct);
            await copy.WriteAsync(entry.MinorUnits, ct);
            await copy.WriteAsync(entry.RecordedAt.UtcDateTime, ct);
        }
        await copy.CompleteAsync(ct);
    }
}
