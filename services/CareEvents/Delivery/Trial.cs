using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Platform;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>Sends an event that stands in no log to try a subscription out, at once and once. It stands in the delivery log.</summary>
internal sealed class Trial(WebhookSender sender, AmqpBroker broker, CloudEvents cloudEvents, FieldEncryption encryption, NpgsqlDataSource database, TimeProvider clock)
{
    public async Task<Sent> SendAsync(Subscription subscription, string type, string? challenge, CancellationToken ct)
    {
        var (id, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        var body = cloudEvents.WriteOutsideTheLog(type, id, subscription.Id, now, challenge);
        var sent = subscription.Way is DeliveryWay.Webhook
            ? await sender.SendAsync(new Uri(subscription.Url!), SecretsOf(subscription, now), id, body, ct, wantsEcho: challenge is not null)
            : await QueueAsync(subscription, type, id, body, ct);
        Measures.Delivered(subscription.Way is DeliveryWay.Webhook ? "webhook" : "amqp", sent.Answer, sent.Outcome, sent.Took);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Turns.Log(subscription.Id, [new(now, null, sent.Outcome, sent.Status, sent.Took)]));
        await batch.ExecuteNonQueryAsync(ct);
        return sent;
    }

    private IEnumerable<string> SecretsOf(Subscription subscription, DateTimeOffset now)
    {
        yield return encryption.DecryptText(subscription.SealedSecret);
        if (subscription is { SealedOldSecret: { } old, OldSecretUntil: { } until } && until > now)
            yield return encryption.DecryptText(old);
    }

    private async Task<Sent> QueueAsync(Subscription subscription, string type, Guid id, byte[] body, CancellationToken ct)
    {
        try
        {
            await using var channel = await broker.OpenAsync(ct);
            await channel.BasicPublishAsync("", AmqpBroker.NameOf(subscription.Id), mandatory: true, AmqpTurn.PropertiesOf(id, type), body, ct);
            return new(Answer.Delivered, "queued", null, TimeSpan.Zero);
        }
        catch (Exception exception) when (AmqpBroker.Failed(exception, ct))
        {
            return new(Answer.Away, exception is PublishException ? "queue-full" : "broker-away", null, TimeSpan.Zero);
        }
    }
}
