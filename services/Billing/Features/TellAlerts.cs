using System.Diagnostics.Metrics;
using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Features;

/// <summary>Tells each alert once in the log when it begins, whatever the number of replicas, and keeps the metrics of claims and adapters.</summary>
internal sealed class TellAlerts(IServiceProvider services, ILogger<TellAlerts> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly Meter meter = new("Buurtzorg.Billing");
    private BillingFigures figures = new([], 0, []);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meter.CreateObservableGauge("buurtzorg.claims", () => figures.Claims.Select(state => Measured(state.Value, "billing.claim.state", state.Key)), "{claim}", "Claims by state.");
        meter.CreateObservableGauge("buurtzorg.claims.answer_overdue", () => figures.AnswerOverdue, "{claim}", "Claims that were sent and whose answer is late.");
        meter.CreateObservableGauge("buurtzorg.adapter.unusable", () => figures.Unusable.Select(adapter => Measured(adapter.Value ? 1 : 0, "billing.adapter", adapter.Key)), "{adapter}", "1 for an adapter that billing cannot use: it is away, or refused.");
        await services.SchemaReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                var alerts = ActivatorUtilities.CreateInstance<AlertBook>(scope.ServiceProvider);
                foreach (var alert in await alerts.BegunAsync(stoppingToken))
                    log.LogWarning("Alert {Code}: {What} {WhatToDo}", alert.Code, alert.What(), alert.WhatToDo());
                figures = await alerts.FiguresAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogInformation("Alerts cannot be looked up now ({Exception}); they are looked up again in {Every}.", exception.GetType().Name, Every);
            }
        }
    }

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    private static Measurement<long> Measured(long value, string name, string tag) => new(value, new KeyValuePair<string, object?>(name, tag));
}

/// <param name="Claims">How many there are by state.</param>
/// <param name="Unusable">Whether it is away or refused, by adapter.</param>
internal sealed record BillingFigures(Dictionary<string, long> Claims, long AnswerOverdue, Dictionary<string, bool> Unusable);

internal sealed class AlertBook(BillingDb db, IOptions<AdapterSettings> adapters, InstallClock clock)
{
    /// <summary>The alerts that began since anybody asked last.</summary>
    public async Task<IReadOnlyList<OpenAlert>> BegunAsync(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAlertsAsync(ct);
        var (open, told) = (await db.OpenAlerts(clock.Today, adapters.Value.Keys).ToListAsync(ct), await db.ToldAlerts.ToListAsync(ct));
        var known = told.Select(alert => (alert.Id, alert.Code)).ToHashSet();
        var begun = open.Where(alert => !known.Contains((alert.Id, alert.Code))).ToList();
        var still = open.Select(alert => (alert.Id, alert.Code)).ToHashSet();
        db.RemoveRange(told.Where(alert => !still.Contains((alert.Id, alert.Code))));
        db.AddRange(begun.Select(alert => new ToldAlert(alert.Id, alert.Code)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return begun;
    }

    public async Task<BillingFigures> FiguresAsync(CancellationToken ct)
    {
        var claims = await db.Claims.GroupBy(claim => claim.State).Select(group => new { State = group.Key, Count = group.LongCount() }).ToListAsync(ct);
        var overdue = await db.Claims.LongCountAsync(claim => claim.State == ClaimState.Sent && claim.AnswerDueOn < clock.Today, ct);
        var unusable = await db.AdapterStates.Where(adapter => adapter.Condition != AdapterCondition.Usable).Select(adapter => adapter.Name).ToListAsync(ct);
        return new(Enum.GetValues<ClaimState>().ToDictionary(state => state.ToString().ToLowerInvariant(), state => claims.SingleOrDefault(count => count.State == state)?.Count ?? 0),
            overdue, adapters.Value.Keys.ToDictionary(adapter => adapter, unusable.Contains));
    }
}
