using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Buurtzorg.Platform;

/// <summary>
/// Wakes the relay after a commit: in process where this replica is the relay's leader, otherwise by one NOTIFY at most every 10 ms.
/// Never inside the writing transaction: there NOTIFY takes a lock of the whole server at commit.
/// </summary>
internal sealed class OutboxSignal(string service, NpgsqlDataSource database)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(10);
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _asked;

    public string Service => service;
    public string Topic { get; } = service.Replace('-', '_') + "_outbox";

    /// <summary>Whether this process publishes.</summary>
    public bool Leads { get; set; }

    /// <summary>There may be something to publish.</summary>
    public void Wake()
    {
        if (Leads)
            _work.Writer.TryWrite(true);
        else if (Interlocked.Increment(ref _asked) == 1)
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

    // What is asked for after a NOTIFY went out is told by the next one, so that the last commit of many does not wait for the sweep.
    private async Task NotifyAsync()
    {
        int told;
        do
        {
            told = Volatile.Read(ref _asked);
            try
            {
                await using var notify = database.CreateCommand($"NOTIFY {Topic}");
                await notify.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // the leader's sweep finds the rows
            }
            await Task.Delay(Quiet);
        }
        while (Interlocked.Add(ref _asked, -told) > 0);
    }
}

/// <summary>Wakes the relay when something that was announced has been committed.</summary>
internal sealed class WakeRelay(OutboxSignal signal) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.Database.CurrentTransaction is null)
            Wake(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Wake(eventData.Context);
        return Task.CompletedTask;
    }

    private void Wake(DbContext? context)
    {
        if (context is not ServiceDb { HasAnnounced: true } db)
            return;
        db.HasAnnounced = false;
        signal.Wake();
    }
}
