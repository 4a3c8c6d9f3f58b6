using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Billing;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Tells payers that expect it that care started and stopped. Telling again has no further effect, so whoever learns something calls it, and so does a
/// sweep. What a payer would refuse is shown on the notice; an outage of care-records is an exception, and tried again.
/// </summary>
internal sealed class Notices(BillingDb db, AgreementBook agreements, AdapterClients adapters, NamingClients naming, OutgoingMessages outgoing, WaitingWork waiting, InstallClock clock)
{
    public async Task TellAsync(Guid clientId, CancellationToken ct)
    {
        await using var transaction = await db.BeginUnlessBegunAsync(ct);
        await db.LockNoticesAsync(clientId, ct);
        if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == clientId, ct) is not { } client) return;
        var episodes = await db.Episodes.AsNoTracking().Where(e => e.ClientId == clientId).ToListAsync(ct);
        var authorisations = await db.Authorisations.AsNoTracking().Where(a => a.IdentifierHash == client.IdentifierHash).OrderBy(a => a.PayerId).ToListAsync(ct);
        var notices = await db.Notices.Where(n => n.ClientId == clientId).ToListAsync(ct);

        foreach (var ofPayer in authorisations.GroupBy(a => a.PayerId))
        {
            var told = notices.Where(notice => notice.PayerId == ofPayer.Key).ToList();
            var due = NoticesDue.Of(episodes, ofPayer, told, clock.Today);
            if (agreements.With(ofPayer.Key) is not { } agreement || due.Count == 0 && !told.Any(notice => notice.IsOpen)) continue;
            try
            {
                var adapter = await adapters.ForAsync(agreement, ct);
                if (!adapter.Manifest.TakesNotices()) continue;
                var open = await ReconcileAsync(clientId, due, told, ofPayer.ToDictionary(a => a.Id), ct);
                await RenderAsync(client, open, ofPayer.ToDictionary(a => a.Id), adapter, agreement, ct);
            }
            catch (AdapterUnavailableException)
            {
                // This payer is told once the adapter is back, and the others now.
                var one = ofPayer.First();
                await waiting.KeepAsync(one.Id, one.PayerId, new AuthorisationChanged(one.Id, one.Version, one.PayerId), ct);
            }
        }
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
    }

    /// <summary>What has not left yet says what is due now, or is dropped for what does.</summary>
    private async Task<List<Notice>> ReconcileAsync(Guid clientId, IReadOnlyList<NoticeDue> due, List<Notice> told, Dictionary<Guid, Authorisation> authorisations, CancellationToken ct)
    {
        foreach (var overtaken in told.Where(notice => notice.IsOpen && !due.Any(notice.Says))) overtaken.Drop();
        await db.SaveChangesAsync(ct);
        var open = told.Where(notice => notice.IsOpen).ToList();
        foreach (var missing in due.Where(each => !open.Any(notice => notice.Says(each))).ToList())
        {
            var notice = Notice.Of(missing, authorisations[missing.Facts.AuthorisationId], clientId, await db.NextMessageReferenceAsync(ct), clock.Now);
            db.Add(notice);
            open.Add(notice);
        }
        return [.. open.OrderBy(notice => notice.AuthorisationId).ThenBy(notice => notice.Episode).ThenBy(notice => notice.Kind)];
    }

    private async Task RenderAsync(KnownClient client, List<Notice> open, Dictionary<Guid, Authorisation> authorisations, AdapterClient adapter, Agreement agreement, CancellationToken ct)
    {
        if (open.Count == 0) return;
        var (about, missing) = await naming.OfAsync("notice", agreement, adapter.Manifest, adapter.Manifest.Facts?.Notices ?? [], client, ct);
        foreach (var notice in open)
        {
            // A stop before its start would be rejected.
            if (notice.Kind is NoticeKind.Stop && open.Any(start => start.Kind is NoticeKind.Start && start.IsOpen && (start.AuthorisationId, start.Episode) == (notice.AuthorisationId, notice.Episode))) continue;
            if (about is null)
            {
                notice.Refused(missing, clock.Today);
                continue;
            }
            var (rendered, faults) = await adapter.RenderAsync(Request(notice, authorisations[notice.AuthorisationId], about), ct);
            if (rendered is null) notice.Refused(faults, clock.Today);
            else notice.Rendered(rendered.Documents.Select(document => outgoing.Keep(notice.PayerId, MessageContent.Notice, document, null, [client.IdentifierHash])).ToList()[0].Id);
        }
    }

    private NoticeToRender Request(Notice notice, Authorisation authorisation, MessageClient client) => new(
        notice.Reference, notice.Kind, clock.Today, RenderClaimWhenClaimClosed.Party(agreements.Provider), RenderClaimWhenClaimClosed.Party(notice.PayerId), client,
        [new(new(authorisation.Number, authorisation.From, authorisation.Until, new(authorisation.Category, authorisation.Code), authorisation.VolumeUnit),
            new(authorisation.Category, authorisation.Code), notice.StartedOn, notice.Change, notice.StoppedOn, notice.Reason)]);
}
