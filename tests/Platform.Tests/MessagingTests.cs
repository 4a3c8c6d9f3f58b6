using System.Net.Http.Json;
using Buurtzorg.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Buurtzorg.Platform.Tests;

public sealed class MessagingTests(NotebookHost notebook) : IClassFixture<NotebookHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_reaches_its_reaction_once_although_it_is_published_twice()
    {
        var text = await WriteAsync();
        await CopiedAsync(text);

        await notebook.CountAsync("WITH again AS (UPDATE platform.outbox SET published_at = NULL WHERE body->>'text' = $1 RETURNING 1) SELECT count(*) FROM again", text);
        var sentinel = await WriteAsync();
        await CopiedAsync(sentinel);
        await Eventually.TrueAsync(async () => await notebook.CountAsync("SELECT count(*) FROM platform.outbox WHERE published_at IS NULL") == 0, "the outbox to be published");
        await DrainedAsync();

        Assert.Equal(1, await notebook.CopiesAsync(text));
    }

    [Fact]
    public async Task A_reaction_that_fails_is_retried_then_waits_in_the_error_queue_and_can_be_replayed_twice_with_one_effect()
    {
        await using var own = new NotebookHost();
        await own.InitializeAsync();
        var text = $"fails {Guid.NewGuid()}";
        CopyNoteWhenNoteWritten.Failing[text] = true;
        (await own.Professional.PostAsJsonAsync("v1/notes", new WriteNote(text), Cancellation)).EnsureSuccessStatusCode();
        var errors = own.Get<ErrorQueues>();
        var failed = await Eventually.GetAsync(async () => (await errors.ListAsync(Cancellation)).FirstOrDefault(), "the message in the error queue");
        Assert.Equal(("notebook-copy-note-when-note-written", "notebook.note-written", "InvalidOperationException: This reaction has a bug."), (failed.Queue, failed.Name, failed.Reason));
        Assert.Equal(6, CopyNoteWhenNoteWritten.Attempts.Count(attempt => attempt == text));
        Assert.Equal(0, await own.CopiesAsync(text));

        CopyNoteWhenNoteWritten.Failing.Clear();
        await Eventually.TrueAsync(async () => await errors.ReplayAsync(null, Cancellation) == 1, "what was listed to be back in the queue");
        await Eventually.TrueAsync(async () => await own.CopiesAsync(text) == 1, "the copy");
        Assert.Empty(await errors.ListAsync(Cancellation));

        await errors.AddAsync(errors.Reactions[0], MessageProperties.Of(Guid.Parse(failed.MessageId!), failed.Name!, DateTime.UtcNow, null, null), System.Text.Encoding.UTF8.GetBytes($$"""{"noteId":"{{Guid.NewGuid()}}","version":1,"text":"{{text}}"}"""), new TimeoutException(), Cancellation);
        Assert.Equal(1, await errors.ReplayAsync(failed.Queue, Cancellation));
        (await own.Professional.PostAsJsonAsync("v1/notes", new WriteNote("sentinel"), Cancellation)).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => await own.CopiesAsync("sentinel") == 1, "what came after it");
        Assert.Equal(1, await own.CopiesAsync(text));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"noteId": "no guid"}""")]
    [InlineData("null")]
    public async Task A_message_that_cannot_be_read_goes_to_the_error_queue_at_once(string body)
    {
        var id = await SendAsync(body, DateTime.UtcNow);
        await FailedAsync(id);
    }

    [Fact]
    public async Task A_message_older_than_the_inbox_remembers_is_refused_with_the_reason()
    {
        var id = await SendAsync("""{"noteId":"01920000-0000-7000-8000-000000000001","version":1,"text":"old"}""", DateTime.UtcNow.AddDays(-91));
        Assert.Contains("older than the 90 days", (await FailedAsync(id)).Reason, StringComparison.Ordinal);
        Assert.Equal(0, await notebook.CopiesAsync("old"));
    }

    [Fact]
    public async Task Another_replica_takes_the_relay_over_when_its_leader_stops()
    {
        await using var own = new NotebookHost();
        await own.InitializeAsync();
        var second = await own.StartReplicaAsync();
        await own.StopReplicaAsync(0);
        using var client = NotebookHost.Client(second, own.Issuer.Token("professional", own.Person.ToString()));

        (await client.PostAsJsonAsync("v1/notes", new WriteNote("after the change of leader"), Cancellation)).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(async () => await own.CopiesAsync("after the change of leader") == 1, "the reaction, by way of the second replica");
    }

    [Fact]
    public async Task A_commit_of_another_replica_than_the_leader_is_heard()
    {
        await using var own = new NotebookHost();
        await own.InitializeAsync();
        var second = await own.StartReplicaAsync();
        Assert.True(own.Get<OutboxSignal>().Leads);
        using var client = NotebookHost.Client(second, own.Issuer.Token("professional", own.Person.ToString()));
        for (var i = 0; i < 20; i++)
        {
            (await client.PostAsJsonAsync("v1/notes", new WriteNote($"note {i}"), Cancellation)).EnsureSuccessStatusCode();
            await Eventually.TrueAsync(async () => await own.CopiesAsync($"note {i}") == 1, "the reaction");
        }
        Assert.False(own.Get<OutboxSignal>(1).Leads);
    }

    [Fact]
    public async Task Database_and_broker_are_reached_over_TLS_by_configuration()
    {
        await using var own = new NotebookHost();
        await own.InitializeAsync();
        var overTls = await own.StartReplicaAsync(own.OverTls());
        await own.StopReplicaAsync(0);
        using var client = NotebookHost.Client(overTls, own.Issuer.Token("professional", own.Person.ToString()));

        (await client.PostAsJsonAsync("v1/notes", new WriteNote("nobody reads this on the way"), Cancellation)).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(async () => await own.CopiesAsync("nobody reads this on the way") == 1, "the reaction, by way of TLS");
        Assert.True(await own.CountAsync("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl AND datname = current_database()") > 0);
    }

    private async Task<string> WriteAsync(string? text = null)
    {
        text ??= $"note {Guid.NewGuid()}";
        (await notebook.Professional.PostAsJsonAsync("v1/notes", new WriteNote(text), Cancellation)).EnsureSuccessStatusCode();
        return text;
    }

    private Task CopiedAsync(string text) => Eventually.TrueAsync(async () => await notebook.CopiesAsync(text) > 0, $"the copy of {text}");

    private Task<FailedMessage> FailedAsync(Guid id) => Eventually.GetAsync(
        async () => (await notebook.Get<ErrorQueues>().ListAsync(Cancellation)).FirstOrDefault(message => message.MessageId == id.ToString()), "the message in the error queue");

    private async Task DrainedAsync()
    {
        await using var channel = await ChannelAsync();
        await Eventually.TrueAsync(async () => await channel.MessageCountAsync("notebook-copy-note-when-note-written") == 0, "the queue to be empty");
    }

    private async Task<Guid> SendAsync(string body, DateTime announcedAt)
    {
        await using var channel = await ChannelAsync();
        var id = Guid.CreateVersion7();
        await channel.BasicPublishAsync("", "notebook-copy-note-when-note-written", true, MessageProperties.Of(id, "notebook.note-written", announcedAt, null, null), System.Text.Encoding.UTF8.GetBytes(body), Cancellation);
        return id;
    }

    private async Task<IChannel> ChannelAsync() =>
        await (await notebook.Get<BrokerConnection>().OpenAsync(Cancellation)).CreateChannelAsync(new CreateChannelOptions(true, true), Cancellation);
}
