using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Buurtzorg.CareEvents.Log;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>Fills the queue of one subscription from the log, one event after the other, each confirmed by the broker.</summary>
internal sealed class AmqpTurn(PublicLog log, AmqpBroker broker, Turns turns, Npgsql.NpgsqlDataSource database, TimeProvider clock)
{
    private const int Page = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Turn turn, Result result, CancellationToken ct)
    {
        (result.Failures, result.FailingSince, result.RetryAt) = (0, null, null);
        try
        {
            await using var channel = await broker.OpenAsync(ct);
            if (turn.Refill > 0)
            {
                await EmptyAsync(turn, channel, ct);
                result.More = true; // from where the queue began
                return;
            }
            await FillAsync(turn, result, channel, ct);
        }
        catch (Exception exception) when (AmqpBroker.Failed(exception, ct))
        {
            // Full, or the broker is away: the cursor waits for as long as the log is kept.
            var outcome = exception switch { PublishException { IsReturn: true } => "no-queue", PublishException => "queue-full", OperationInterruptedException { ShutdownReason.ReplyCode: 404 } => "no-queue", _ => "broker-away" };
            Tried(result, clock.GetUtcNow(), result.Cursor + 1, outcome, TimeSpan.Zero);
            result.RetryAt = clock.GetUtcNow() + Pause;
            if (outcome == "no-queue")
                await RedeclareAsync(turn, ct);
        }
    }

    private async Task FillAsync(Turn turn, Result result, IChannel channel, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var stretch = await log.ReadAsync(turn.Audience, turn.Cursor, Page, ct);
        var check = new StillTold(log, stretch.Events);
        foreach (var @event in stretch.Events)
        {
            if (Stopwatch.GetElapsedTime(began) > Turns.Longest)
            {
                result.More = true;
                return;
            }
            var at = clock.GetUtcNow();
            var started = Stopwatch.GetTimestamp();
            if (await check.IsAsync(@event, ct))
            {
                await channel.BasicPublishAsync("", AmqpBroker.NameOf(turn.Id), mandatory: true, PropertiesOf(@event.Id, @event.Type), @event.Body, ct);
                Tried(result, at, @event.Sequence, "queued", Stopwatch.GetElapsedTime(started));
            }
            result.Cursor = @event.Sequence;
        }
        result.Cursor = stretch.Upto;
        result.More = stretch.Upto < stretch.Head;
    }

    /// <summary>As a structured CloudEvent, in the binding of CloudEvents for AMQP.</summary>
    public static BasicProperties PropertiesOf(Guid id, string type) => new()
    {
        ContentType = "application/cloudevents+json; charset=utf-8",
        MessageId = id.ToString(),
        Type = type,
        DeliveryMode = DeliveryModes.Persistent,
    };

    /// <summary>
    /// A client refused to share: what nobody has read yet is thrown away and put there again without that client. The cursor goes back first, so
    /// that a crash repeats events and loses none; a reader sees from the queue's first event on again.
    /// </summary>
    private async Task EmptyAsync(Turn turn, IChannel channel, CancellationToken ct)
    {
        long? first = null;
        while (first is null && await channel.BasicGetAsync(AmqpBroker.NameOf(turn.Id), autoAck: false, ct) is { } head)
        {
            first = SequenceOf(head.Body);
            if (first is null)
                await channel.BasicAckAsync(head.DeliveryTag, multiple: false, ct);
            else
                await channel.BasicNackAsync(head.DeliveryTag, multiple: false, requeue: true, ct);
        }
        await turns.InsideAsync(async () =>
        {
            await using var back = database.CreateCommand("UPDATE subscriptions SET cursor = least(cursor, $2), run = run + 1 WHERE id = $1");
            back.Parameters.AddWithValue(turn.Id);
            back.Parameters.AddWithValue((first ?? long.MaxValue) - 1);
            return await back.ExecuteNonQueryAsync(ct);
        }, ct);
        await channel.QueuePurgeAsync(AmqpBroker.NameOf(turn.Id), ct);
        await turns.InsideAsync(async () =>
        {
            await using var done = database.CreateCommand("UPDATE subscriptions SET refill = 0 WHERE id = $1 AND refill = $2"); // unless another client refused meanwhile
            done.Parameters.AddWithValue(turn.Id);
            done.Parameters.AddWithValue(turn.Refill);
            return await done.ExecuteNonQueryAsync(ct);
        }, ct);
    }

    // An event of a test has no place in the log.
    private static long? SequenceOf(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("sequence", out var sequence) ? long.Parse(sequence.GetString()!, CultureInfo.InvariantCulture) : null;
    }

    private async Task RedeclareAsync(Turn turn, CancellationToken ct)
    {
        try
        {
            await broker.DeclareAsync(turn.Id, ct);
        }
        catch (HttpRequestException)
        {
            // the next turn tries again
        }
    }

    private static void Tried(Result result, DateTimeOffset at, long sequence, string outcome, TimeSpan took)
    {
        Measures.Delivered("amqp", outcome == "queued" ? Answer.Delivered : Answer.Away, outcome, took);
        result.Tried.Add(new(at, sequence, outcome, null, took));
    }
}
