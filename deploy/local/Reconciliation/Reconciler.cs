using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Npgsql;
using RabbitMQ.Client;

namespace Buurtzorg.Local.Reconciliation;

/// <summary>
/// Shows that nothing was lost and nothing happened twice: compares the tables of the service that published with those of
/// every service that reacts, and finds what is still on its way, in an outbox or in a queue.
/// </summary>
internal sealed class Reconciler(Func<Service, string> connectionStringOf, Uri broker, Func<CancellationToken, Task<string[]>> queues) : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> _databases = ServiceTable.All.Where(service => service.KeepsData)
        .ToDictionary(service => service.Name, service => NpgsqlDataSource.Create(connectionStringOf(service)));

    public Reconciler(Wiring wiring) : this(wiring.ConnectionString, new Uri(wiring.BrokerUri), wiring.Rabbit.QueuesAsync)
    {
    }

    /// <summary>Servers that this launcher did not start: one PostgreSQL with all databases, and the broker with its management.</summary>
    public static Reconciler Of(string postgres, Uri broker, Uri management) => new(
        service => new NpgsqlConnectionStringBuilder(postgres) { Database = service.Database }.ConnectionString, broker,
        ct => RabbitServer.QueuesAsync(management, Uri.UnescapeDataString(broker.AbsolutePath[1..]), ct));

    /// <summary>One sentence per difference, none when everything agrees.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken ct)
    {
        List<string> differences = [.. await UnpublishedAsync(ct), .. await WaitingAsync(ct)];
        foreach (var comparison in Comparison.All) differences.AddRange(await comparison.DifferencesAsync(name => _databases[name], ct));
        return differences;
    }

    /// <summary>Looks again until everything agrees, for at most the given time; returns the differences that are left.</summary>
    public async Task<IReadOnlyList<string>> WaitForAgreementAsync(TimeSpan limit, CancellationToken ct)
    {
        var until = TimeProvider.System.GetUtcNow() + limit;
        while (true)
        {
            var differences = await DifferencesAsync(ct);
            if (differences.Count == 0 || TimeProvider.System.GetUtcNow() > until) return differences;
            await Task.Delay(250, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases.Values) await database.DisposeAsync();
    }

    private async Task<IEnumerable<string>> UnpublishedAsync(CancellationToken ct)
    {
        List<string> found = [];
        foreach (var (service, database) in _databases)
        {
            await using var count = database.CreateCommand("SELECT count(*) FROM platform.outbox WHERE published_at IS NULL");
            var unpublished = (long)(await count.ExecuteScalarAsync(ct))!;
            if (unpublished > 0) found.Add($"The outbox of {service} holds {unpublished} unpublished events.");
        }
        return found;
    }

    /// <summary>Every queue: those of reactions that are behind, and those of errors.</summary>
    private async Task<IEnumerable<string>> WaitingAsync(CancellationToken ct)
    {
        var names = await queues(ct);
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        List<string> found = [];
        foreach (var name in names)
            if (await channel.MessageCountAsync(name, ct) is > 0 and var waiting) found.Add($"The queue {name} holds {waiting} messages.");
        return found;
    }
}
