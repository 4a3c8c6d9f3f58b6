using System.Diagnostics;
using System.Globalization;
using Buurtzorg.Contracts.Scheduling;
using MassTransit;

// Publishes as many messages as it is told with MassTransit, as its documentation shows it, and prints how many a second the broker confirmed.
var (broker, exchange, count, inFlight) = (new Uri(args[0]), args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));

var bus = Bus.Factory.CreateUsingRabbitMq(configure =>
{
    configure.Host(broker);
    configure.Message<VisitCompleted>(message => message.SetEntityName(exchange));
    configure.UseRawJsonSerializer();
});
await bus.StartAsync();
try
{
    await PublishAsync(count / 3); // so that everything is compiled
    var since = Stopwatch.GetTimestamp();
    await PublishAsync(count);
    Console.WriteLine((count / Stopwatch.GetElapsedTime(since).TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture));
}
finally
{
    await bus.StopAsync();
}

async Task PublishAsync(int messages)
{
    var at = DateTimeOffset.UtcNow;
    foreach (var batch in Enumerable.Range(0, messages).Chunk(inFlight))
        await Task.WhenAll(batch.Select(_ => bus.Publish(new VisitCompleted(Guid.NewGuid(), 2, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "nursing", at, at.AddMinutes(10), 10, 10, at))));
}
