using System.Buffers;
using System.Text;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Buurtzorg.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace Buurtzorg.EndToEnd.Tests;

/// <summary>Names, identifiers and what is wrong with somebody stay in the record: looked for in everything that leaves it.</summary>
public sealed class PrivacyTests(RunningPlatform platform)
{
    private static readonly string[] Planted = ["Plantsoenwachter", "999997440", "Abnormal-cardiac-laboratory-results"];
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_a_client_is_found_where_a_planted_client_is()
    {
        await using var broker = await Eavesdropper.OnAsync($"{platform.Installation.Wiring.Rabbit.Amqp}{RabbitServer.VirtualHost}");
        await PlantAsync(broker);
        await Eventually.TrueAsync(async () => (await FindAsync(broker, Planted)).Count == 6 * Planted.Length, "every planted word in every one of six places");

        Assert.Equal(0, await platform.PlayAsync(Cancellation));
        var real = Cast.Of(platform.Plays()[^1]);
        string[] words = [real.FamilyName, real.Bsn, real.Street, real.Postcode, "I want to walk", "gait-ambulation-disturbance", "limited-range-of-motion", "personal-care-omaha", "difficulty-with-bathing", "bathing"];

        Assert.Empty(await FindAsync(broker, words));
    }

    [Fact]
    public async Task A_client_s_id_is_in_no_span_and_in_no_log()
    {
        await using var database = platform.Database("care-records");
        await using var select = database.CreateCommand("SELECT id::text FROM clients LIMIT 500");
        await using var reader = await select.ExecuteReaderAsync(Cancellation);
        List<string> ids = [];
        while (await reader.ReadAsync(Cancellation))
            ids.Add(reader.GetString(0));
        Assert.NotEmpty(ids);
        var any = SearchValues.Create(ids.ToArray(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(from place in Telemetry().Concat(await LogsAsync()) let at = place.Content.AsSpan().IndexOfAny(any) where at >= 0 select $"{place.Content.AsSpan(at, 36)} in {place.Name}");
    }

    private async Task PlantAsync(Eavesdropper broker)
    {
        var text = string.Join(' ', Planted);
        await broker.PublishAsync(text);
        await File.WriteAllTextAsync(Path.Combine(platform.Installation.Wiring.Logs.Folder, "planted.log"), text, Cancellation);
        using var http = new HttpClient { BaseAddress = new Uri(platform.Collector.Address) };
        foreach (var signal in new[] { "traces", "metrics", "logs" })
            await http.PostAsync($"v1/{signal}", new StringContent(text), Cancellation);
        await using var database = platform.Database("scheduling");
        await using var insert = database.CreateCommand("INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body, published_at) VALUES (gen_random_uuid(), 'planted', gen_random_uuid(), 1, to_json($1::text), now())");
        insert.Parameters.AddWithValue(text);
        await insert.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<List<string>> FindAsync(Eavesdropper broker, string[] words)
    {
        List<(string Name, string Content)> places = [("broker", broker.Heard), .. Telemetry(), ("logs", string.Concat((await LogsAsync()).Select(log => log.Content))), ("outbox", await OutboxAsync())];
        return [.. from place in places from word in words where Holds(place.Content, word) select $"{word} in {place.Name}"];
    }

    private IEnumerable<(string Name, string Content)> Telemetry() => new[] { "traces", "metrics", "logs" }
        .Select(signal => ("OTLP " + signal, string.Concat(platform.Collector.Raw(signal).Select(Encoding.UTF8.GetString))));

    private async Task<List<(string Name, string Content)>> LogsAsync()
    {
        List<(string, string)> logs = [];
        foreach (var file in Directory.EnumerateFiles(platform.Installation.Wiring.Logs.Folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            logs.Add((Path.GetFileName(file), await reader.ReadToEndAsync(Cancellation)));
        }
        return logs;
    }

    private async Task<string> OutboxAsync()
    {
        var all = new StringBuilder();
        foreach (var service in ServiceTable.All.Where(service => service.KeepsData))
        {
            await using var database = platform.Database(service.Name);
            await using var select = database.CreateCommand("SELECT string_agg(outbox::text, ' ') FROM platform.outbox");
            all.Append(await select.ExecuteScalarAsync(Cancellation));
        }
        return all.ToString();
    }

    private static bool Holds(string content, string word) => content.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Hears whatever is published to any exchange of the platform.</summary>
    private sealed class Eavesdropper(IConnection connection, IChannel channel) : IAsyncDisposable
    {
        private readonly StringBuilder _heard = new();

        public string Heard
        {
            get
            {
                lock (_heard)
                    return _heard.ToString();
            }
        }

        public static async Task<Eavesdropper> OnAsync(string uri)
        {
            var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync(Cancellation);
            var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            var self = new Eavesdropper(connection, channel);
            var queue = (await channel.QueueDeclareAsync(cancellationToken: Cancellation)).QueueName;
            foreach (var name in typeof(Contracts.CallerKinds).Assembly.GetExportedTypes().Where(type => type != typeof(Contracts.CallerKinds)).Select(Platform.MessageName.Of).Append("planted"))
            {
                await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: Cancellation);
                await channel.QueueBindAsync(queue, name, "", cancellationToken: Cancellation);
            }
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += (_, message) =>
            {
                lock (self._heard)
                    self._heard.Append(Encoding.UTF8.GetString(message.Body.Span)).Append(message.BasicProperties.Type).AppendJoin(' ', message.BasicProperties.Headers?.Values.Select(value => value is byte[] text ? Encoding.UTF8.GetString(text) : value) ?? []);
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: true, consumer, Cancellation);
            return self;
        }

        public async Task PublishAsync(string text) => await channel.BasicPublishAsync("planted", "", Encoding.UTF8.GetBytes(text), Cancellation);

        public async ValueTask DisposeAsync()
        {
            await channel.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
