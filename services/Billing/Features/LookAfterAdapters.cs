using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Looks after every adapter, each by itself: reads what it is, keeps whether it can be used, takes up the work that waited for it, and
/// fetches what came in. One replica at a time does it for an adapter, by a lock that ends with the transaction.
/// </summary>
internal sealed class LookAfterAdapters(IServiceProvider services, IOptions<AdapterSettings> settings, ILogger<LookAfterAdapters> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.SchemaReadyAsync(stoppingToken);
        await Task.WhenAll(settings.Value.Select(adapter => LookAfterAsync(adapter.Key, adapter.Value.PollEvery, stoppingToken)));
    }

    private async Task LookAfterAsync(string adapter, TimeSpan every, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(every);
        var wentWrong = "";
        do
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                await ActivatorUtilities.CreateInstance<OneAdapter>(scope.ServiceProvider).LookAsync(adapter, ct);
                wentWrong = "";
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                // Only its type: a message could quote what was carried. Said once.
                if (wentWrong != exception.GetType().Name) log.LogWarning("Looking after the adapter {Adapter} failed ({Exception}); it is tried again every {Every}.", adapter, wentWrong = exception.GetType().Name, every);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    internal sealed class OneAdapter(BillingDb db, AgreementBook agreements, AdapterClients adapters, WaitingWork waiting, ReceivedMessages received, IServiceScopeFactory scopes, InstallClock clock)
    {
        public async Task LookAsync(string adapter, CancellationToken ct)
        {
            var served = agreements.All.Where(agreement => agreement.Adapter == adapter).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await db.TryLockAdapterAsync(adapter, ct)) return;

            var found = await FindAsync(adapter, served, ct);
            var state = await db.AdapterStates.SingleOrDefaultAsync(state => state.Name == adapter, ct);
            if (state is null) db.Add(state = new AdapterState { Name = adapter });
            state.Found(found.Condition, found.Why, clock.Now);
            await waiting.ResumeAsync(found.Payers, ct);
            await received.TakeUpAsync(found.Payers, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);

            if (found.Client is { } client && client.Manifest.Carries()) await FetchAsync(adapter, client, ct);
        }

        private sealed record Found(AdapterCondition Condition, string Why, IReadOnlyList<string> Payers, AdapterClient? Client = null);

        private async Task<Found> FindAsync(string adapter, List<Agreement> served, CancellationToken ct)
        {
            try
            {
                var manifest = await adapters.ManifestAsync(adapter, ct);
                var faults = served.SelectMany(agreement => ManifestCheck.Faults(manifest, agreement)).Concat(ManifestCheck.OfContract(manifest)).Select(fault => fault.Detail).Distinct().ToList();
                var usable = served.Where(agreement => ManifestCheck.Faults(manifest, agreement).Count == 0).Select(agreement => agreement.PayerId).ToList();
                return new(faults.Count == 0 ? AdapterCondition.Usable : AdapterCondition.Refused, string.Join(' ', faults), usable, ManifestCheck.OfContract(manifest).Count == 0 ? adapters.Named(adapter, manifest) : null);
            }
            catch (AdapterUnavailableException unavailable)
            {
                return new(unavailable.Refused ? AdapterCondition.Refused : AdapterCondition.Away, unavailable.Why, []);
            }
        }

        // What came in is stored in transactions of its own; this one only holds the lock meanwhile.
        private async Task FetchAsync(string adapter, AdapterClient client, CancellationToken ct)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await db.TryLockAdapterAsync(adapter, ct)) return;
            await using var scope = scopes.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<FetchMessages>(scope.ServiceProvider).HandleAsync(client, ct);
        }
    }
}
