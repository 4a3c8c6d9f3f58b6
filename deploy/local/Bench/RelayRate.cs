using System.Globalization;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Processes;
using Npgsql;
using RabbitMQ.Client;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// Messages a second from a filled outbox, against MassTransit publishing the same bodies to the same exchange, equally many in flight, both with the
/// broker's confirms and into a durable quorum queue that nobody reads. They take turns; the ratio is the median of the pairs'.
/// </summary>
internal static class RelayRate
{
    private const int Messages = 50_000, InFlight = 500, Pairs = 3;
    private const string Name = "scheduling.bench", Queue = "bench";

    public static async Task<Measured[]> MeasureAsync(CancellationToken ct)
    {
        var publisher = await BuildAsync(ct);
        await using var platform = await BenchInstallation.StartAsync(replicas: 1, ct);
        var broker = $"{platform.Wiring.Rabbit.Amqp}{Servers.RabbitServer.VirtualHost}";
        var pairs = new List<(double Relay, double Raw)>();
        for (var pair = 0; pair <= Pairs; pair++)
        {
            await EmptyAsync(broker, ct);
            var relay = await RelayAsync(platform.Scheduling.Value, ct);
            await EmptyAsync(broker, ct);
            await Tool.RunAsync(new("raw-publisher", publisher, broker, Name, $"{Messages}", $"{InFlight}"), platform.Wiring.Logs, ct);
            var raw = double.Parse(platform.Wiring.Logs.LastLines("raw-publisher", 1), CultureInfo.InvariantCulture);
            Screen.Say($"{(pair == 0 ? "Warming up" : $"Pair {pair}")}: relay {relay:0}/s; MassTransit {raw:0}/s; ratio {relay / raw:0.00}.");
            if (pair > 0) pairs.Add((relay, raw));
        }
        return
        [
            new($"relay from a filled outbox, against MassTransit publishing the same ({InFlight} in flight, median of {Pairs} pairs)",
                $"{pairs.Select(pair => pair.Relay / pair.Raw).Median():0.00}", "0.8"),
            new("relay, messages per second", $"{pairs.Select(pair => pair.Relay).Median():0}/s"),
            new("MassTransit, messages per second", $"{pairs.Select(pair => pair.Raw).Median():0}/s"),
        ];
    }

    private static async Task<string> BuildAsync(CancellationToken ct)
    {
        await Build.DotnetBuildAsync("deploy/local/Bench/RawPublisher", Checkout.Root, Here.Wiring.Logs, ct);
        return Path.Combine(Checkout.Root, "artifacts", "bin", "RawPublisher", "debug", "Buurtzorg.RawPublisher");
    }

    /// <summary>Exchange and queue as a reaction has them, without a message.</summary>
    private static async Task EmptyAsync(string broker, CancellationToken ct)
    {
        await using var connection = await new ConnectionFactory { Uri = new(broker) }.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await channel.ExchangeDeclareAsync(Name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: ct);
        await channel.QueueDeleteAsync(Queue, false, false, cancellationToken: ct);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: ct);
        await channel.QueueBindAsync(Queue, Name, "", cancellationToken: ct);
    }

    /// <summary>All rows appear at one commit; the time runs from the end of the first batch to the end of the last.</summary>
    private static async Task<double> RelayAsync(NpgsqlDataSource scheduling, CancellationToken ct)
    {
        await BenchInstallation.RunAsync(scheduling,
            $$"""
            TRUNCATE platform.outbox;
            INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body)
            SELECT gen_random_uuid(), '{{Name}}', gen_random_uuid(), 2, json_build_object('visitId', gen_random_uuid(), 'version', 2, 'clientId', gen_random_uuid(),
                'teamId', gen_random_uuid(), 'carerId', gen_random_uuid(), 'service', 'nursing', 'startedAt', '2026-10-01T08:00:00Z', 'endedAt', '2026-10-01T08:10:00Z',
                'minutes', 10, 'plannedMinutes', 10, 'recordedAt', '2026-10-01T08:10:00.123456Z')
            FROM generate_series(1, {{Messages}});
            """, ct);
        while (await BenchInstallation.CountAsync(scheduling, "SELECT count(*) FROM platform.outbox WHERE published_at IS NULL", ct) > 0) await Task.Delay(100, ct);
        await using var rate = scheduling.CreateCommand(
            """
            SELECT (count(*) FILTER (WHERE published_at > first) / extract(epoch FROM max(published_at) - first))::float8
            FROM platform.outbox, (SELECT min(published_at) AS first FROM platform.outbox) batch GROUP BY first
            """);
        return (double)(await rate.ExecuteScalarAsync(ct))!;
    }
}
