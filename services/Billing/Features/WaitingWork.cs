using System.Text.Json;
using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.Billing;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Work of a reaction that waits for an adapter. It waits in the database and not in the queue, where it would hold up the work for other
/// payers and end on the error queue; once the adapter can be used it is announced again. Every reaction that asks an adapter goes through here.
/// </summary>
internal sealed class WaitingWork(BillingDb db, AgreementBook agreements, InstallClock clock)
{
    private const int AtOnce = 500;
    private static readonly Dictionary<string, Type> Events = new[] { typeof(ClaimClosed), typeof(MessageReceived), typeof(MessageStored), typeof(AuthorisationChanged) }.ToDictionary(type => type.Name);

    /// <summary>Does the work of an event, or keeps the event until the adapter of the payer answers.</summary>
    public async Task DoOrKeepAsync<TEvent>(Guid id, string payerId, TEvent @event, Func<Task> work, CancellationToken ct) where TEvent : class
    {
        try
        {
            await work();
        }
        catch (AdapterUnavailableException)
        {
            db.ChangeTracker.Clear(); // what the work had begun to change
            await KeepAsync(id, payerId, @event, ct);
        }
    }

    /// <summary>Keeps an event, to be announced again when the adapter is looked after next.</summary>
    public Task KeepAsync<TEvent>(Guid id, string payerId, TEvent @event, CancellationToken ct) where TEvent : class => db.Database.ExecuteSqlAsync($"""
        INSERT INTO waiting_events (id, event, payer_id, adapter, body, since)
        VALUES ({id}, {typeof(TEvent).Name}, {payerId}, {agreements.With(payerId)?.Adapter ?? ""}, {JsonSerializer.Serialize(@event)}, {clock.Now}) ON CONFLICT DO NOTHING
        """, ct);

    /// <summary>Announces again what waits for these payers, in the transaction of the caller.</summary>
    public async Task ResumeAsync(IReadOnlyCollection<string> payers, CancellationToken ct)
    {
        var waiting = await db.WaitingEvents.Where(waiting => payers.Contains(waiting.PayerId)).OrderBy(waiting => waiting.Since).Take(AtOnce).ToListAsync(ct);
        foreach (var one in waiting) db.Announce(one.Id, 1, JsonSerializer.Deserialize(one.Body, Events[one.Event])!);
        db.RemoveRange(waiting);
    }
}
