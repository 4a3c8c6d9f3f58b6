using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Data;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Fetches what payers sent from an adapter that carries messages. Each is stored and committed before the adapter may forget it; a crash
/// between the two shows it again, and the same bytes are the same message.
/// </summary>
internal sealed class FetchMessages(BillingDb db, ReceivedMessages received, ILogger<FetchMessages> log)
{
    public async Task HandleAsync(AdapterClient adapter, CancellationToken ct)
    {
        for (string? after = null, last = ""; after != last;)
        {
            var page = await adapter.ReceiveAsync(after, ct);
            foreach (var message in page.Items)
                if (await KeepAsync(message, ct)) await adapter.AcknowledgeAsync(message.Id, ct);
            if (page.Next is null) return;
            (last, after) = (after ?? "", page.Next);
        }
    }

    // One that cannot be stored stays at the adapter and holds up no other.
    private async Task<bool> KeepAsync(IncomingMessage message, CancellationToken ct)
    {
        try
        {
            await received.KeepAsync($"{message.Payer.Scheme}:{message.Payer.Value}", message.Document.MediaType, message.Document.Content, ct);
            return true;
        }
        catch (Exception exception) when (exception is DbUpdateException or PostgresException { IsTransient: false })
        {
            log.LogWarning("A message that the adapter received cannot be stored ({Exception}) and stays there.", exception.GetType().Name);
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
