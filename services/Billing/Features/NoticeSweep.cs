using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Finds, every hour, of whom something is to be told that no event tells: a first day that has come, an outage that is over, a fault that was mended.
/// Several replicas may do it at once, because telling again has no effect.
/// </summary>
internal sealed partial class NoticeSweep(IServiceScopeFactory scopes, AgreementBook agreements, AdapterClients adapters, ILogger<NoticeSweep> log) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(First);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Every;
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Failed(failure);
            }
        }
    }

    /// <summary>A client whose adapter is away holds up no other.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        var payers = await PayersAsync(ct);
        foreach (var clientId in await ClientsAsync(payers, ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetRequiredService<Notices>().TellAsync(clientId, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                Failed(failure);
            }
        }
    }

    /// <summary>Those that expect notices; who cannot be asked now is asked an hour later.</summary>
    private async Task<List<string>> PayersAsync(CancellationToken ct)
    {
        List<string> payers = [];
        foreach (var ofAdapter in agreements.All.GroupBy(agreement => agreement.Adapter))
        {
            try
            {
                if ((await adapters.ManifestAsync(ofAdapter.Key, ct)).TakesNotices()) payers.AddRange(ofAdapter.Select(agreement => agreement.PayerId));
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                Failed(failure);
            }
        }
        return payers;
    }

    private async Task<List<Guid>> ClientsAsync(List<string> payers, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, today) = (scope.ServiceProvider.GetRequiredService<BillingDb>(), scope.ServiceProvider.GetRequiredService<InstallClock>().Today);
        var untold =
            from client in db.Clients
            join authorisation in db.Authorisations on client.IdentifierHash equals authorisation.IdentifierHash
            join episode in db.Episodes on client.ClientId equals episode.ClientId
            where payers.Contains(authorisation.PayerId) && !authorisation.Withdrawn && authorisation.From <= today && episode.AdmittedOn <= today
                && (authorisation.Until == null || authorisation.Until >= episode.AdmittedOn) && (episode.EndedOn == null || episode.EndedOn >= authorisation.From)
                && (!db.Notices.Any(start => start.AuthorisationId == authorisation.Id && start.ClientId == client.ClientId && start.Episode == episode.Number && start.Kind == NoticeKind.Start && start.State != NoticeState.Dropped)
                    || (episode.EndedOn != null && (authorisation.Until == null || authorisation.Until >= episode.EndedOn)
                        && !db.Notices.Any(stop => stop.AuthorisationId == authorisation.Id && stop.ClientId == client.ClientId && stop.Episode == episode.Number && stop.Kind == NoticeKind.Stop && stop.State != NoticeState.Dropped)))
            select client.ClientId;
        // Asking who somebody is stands in their access log, so what was refused is tried once a day.
        var waiting = db.Notices.Where(notice => payers.Contains(notice.PayerId) && (notice.State == NoticeState.Made || (notice.State == NoticeState.Refused && notice.TriedOn < today)))
            .Select(notice => notice.ClientId);
        return await untold.Union(waiting).ToListAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Some notices of start and stop of care could not be made and are tried again within the hour.")]
    private partial void Failed(Exception failure);
}
