using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Buurtzorg.CareEvents.Tests;

public sealed class LogTests(CareEventsFixture service)
{
    [Fact]
    public async Task Numbers_have_no_gap_while_everybody_writes_and_the_leader_changes()
    {
        var team = Guid.CreateVersion7();
        // Two more replicas that take turns as leader with the service's own: each forgets that it leads after a few batches.
        using var over = new CancellationTokenSource();
        var rivals = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                var rival = new LogWriter(service.Database, service.Get<Domain.CloudEvents>(), new LogSignal(), service.Services, NullLogger<LogWriter>.Instance);
                await ExpireLeaseAsync();
                await rival.WriteBatchAsync(CancellationToken.None);
                await Task.Delay(10);
            }
        })).ToArray();

        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team)));
        await Eventually.TrueAsync(async () => await CountAsync("SELECT count(*) FROM events WHERE team_id = $1", team) == 400, "every event in the log");
        await over.CancelAsync();
        await Task.WhenAll(rivals);

        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM (SELECT sequence - lag(sequence) OVER (ORDER BY sequence) AS step FROM events) s WHERE step <> 1"));
        Assert.Equal(await service.HeadAsync(), await CountAsync("SELECT max(sequence) FROM events"));
    }

    [Fact]
    public async Task A_subject_s_events_stand_once_and_in_the_order_of_their_versions_however_they_come()
    {
        var (client, team) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var visits = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToArray();
        var messages = visits.SelectMany(visit => new (Guid Id, object Event)[]
        {
            (Guid.CreateVersion7(), Some.VisitPlanned(visit, 1, client, team)),
            (Guid.CreateVersion7(), Some.VisitMoved(visit, 2, client, team)),
            (Guid.CreateVersion7(), Some.VisitMoved(visit, 3, client, team)),
            (Guid.CreateVersion7(), Some.VisitCompleted(visit, 4, client, team)),
        }).ToArray();
        var stream = messages.Concat(messages).ToArray();
        new Random(4).Shuffle(stream);

        foreach (var message in stream)
            await service.PublishAsync(message.Event, message.Id);

        await Eventually.TrueAsync(async () => (await service.LoggedAsync(team)).Count >= 40, "every event in the log");
        foreach (var visit in visits)
            Assert.Equal([1, 2, 3, 4], (await service.LoggedAsync(visit)).Select(told => told.GetProperty("data").GetProperty("version").GetInt64()));
    }

    [Fact]
    public async Task What_comes_again_after_the_inbox_forgot_it_has_its_place_already()
    {
        var (visit, client, team) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var planned = Some.VisitPlanned(visit, 1, client, team);
        await service.PublishAsync(planned);
        await service.PublishAsync(planned); // another message id
        await service.PublishAsync(Some.VisitMoved(visit, 2, client, team));

        await Eventually.TrueAsync(async () => (await service.LoggedAsync(visit)).Count == 2 && await CountAsync("SELECT count(*) FROM incoming WHERE team_id = $1", team) == 0, "both in the log");
    }

    [Fact]
    public async Task An_authorisation_gets_the_team_of_its_client_also_when_the_client_comes_after_it()
    {
        var (authorisation, client, team) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await service.PublishAsync(new Contracts.Billing.AuthorisationChanged(authorisation, 1, "nl-wmo:9901", client));
        await service.PublishAsync(new ClientAdmitted(client, 1, team, "hash", new DateOnly(2026, 10, 1)));

        var logged = await Eventually.GetAsync(async () => (await service.LoggedAsync(authorisation)).Cast<object>().FirstOrDefault(), "the authorisation in the log");

        Assert.Equal(team, ((System.Text.Json.JsonElement)logged).GetProperty("data").GetProperty("teamId").GetGuid());
    }

    private Task ExpireLeaseAsync() => ExecuteAsync("UPDATE log_head SET expires_at = 'epoch'");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = service.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql, params object[] parameters)
    {
        await using var command = service.Database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
