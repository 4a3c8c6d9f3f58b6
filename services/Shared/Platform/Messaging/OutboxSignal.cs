using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Buurtzorg.Platform;

/// <summary>
/// Wakes the relay after a commit: in process where this replica is the relay's leader, otherwise by one NOTIFY at most every 50 ms.
/// Never inside the writing transaction: there NOTIFY takes a lock of the whole server at commit.
/// </summary>
internal sealed class OutboxSignal(string service, NpgsqlDataSource database)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _notifying;

    public string Service => service;
    public string Topic { get; } = service.Replace('-', '_') + "_outbox";

    /// <summary>Whether this process publishes.</summary>
    public bool Leads { get; set; }

    /// <summary>There may be something to publish.</summary>
    public void Wake()
    {
        if (Leads)
            _work.Writer.TryWrite(true);
        else if (Interlocked.Exchange(ref _notifying, 1) == 0)
            _ = NotifyAsync();
    }

    /// <summary>Says it to the leader's own loop.</summary>
    public void Notified() => _work.Writer.TryWrite(true);

    /// <summary>Waits for a signal, at most until the next sweep.</summary>
    public async Task WaitAsync(TimeSpan sweep, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(sweep);
        try
        {
            await _work.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // the sweep
        }
    }

    private async Task NotifyAsync()
    {
        try
        {
            await using var notify = database.CreateCommand($"NOTIFY {Topic}");
            await notify.ExecuteNonQueryAsync();
            await Task.Delay(Quiet);
        }
        catch (NpgsqlException)
        {
            // the leader's sweep finds the rows
        }
        finally
        {
            Volatile.Write(ref _notifying, 0);
        }
    }
}

/// <summary>Wakes the relay when a transaction that may have announced something has committed.</summary>
internal sealed class WakeRelay(OutboxSignal signal) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
            signal.Wake();
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        signal.Wake();
        return Task.CompletedTask;
    }
}
