using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Buurtzorg.Platform;

/// <summary>
/// The database of a service: its own tables, and the outbox in which changes announce themselves.
/// All names in the database are snake_case. Derived contexts call <c>base.OnModelCreating</c>.
/// </summary>
public abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>
    /// Writes an event into the outbox, in the same transaction as the change it tells of. It is published after the commit,
    /// at least once, in no promised order: receivers go by <paramref name="version"/>.
    /// </summary>
    /// <param name="aggregateId">What changed.</param>
    /// <param name="version">The version that the aggregate has after the change; rises with every change.</param>
    /// <param name="event">A record of Contracts: ids and the few facts that others need, never a name, an identifier or clinical text.</param>
    public void Announce(Guid aggregateId, long version, object @event)
    {
        HasAnnounced = true;
        Add(Message(aggregateId, version, @event));
    }

    /// <summary>
    /// For a hot path: changes a row and announces it in one statement, past the change tracker, at half the cost of saving. False when
    /// no row was changed, because somebody else was faster; then nothing was announced.
    /// </summary>
    /// <param name="update">One UPDATE that names the version it expects, such as <c>$"UPDATE visits SET ... WHERE id = {id} AND version = {version}"</c>.</param>
    /// <param name="aggregateId">What changed.</param>
    /// <param name="version">The version that the aggregate has after the change.</param>
    /// <param name="event">As in <see cref="Announce"/>.</param>
    /// <param name="cancellation">Gives up before the statement was sent.</param>
    public async Task<bool> UpdateAndAnnounceAsync(FormattableString update, Guid aggregateId, long version, object @event, CancellationToken cancellation)
    {
        var message = Message(aggregateId, version, @event);
        var at = update.ArgumentCount;
        var statement = FormattableStringFactory.Create(
            $$"""
            WITH changed AS ({{update.Format}} RETURNING 1)
            INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body, trace_parent, trace_state)
            SELECT {{{at}}}, {{{at + 1}}}, {{{at + 2}}}, {{{at + 3}}}, {{{at + 4}}}::json, {{{at + 5}}}, {{{at + 6}}} FROM changed
            """,
            [.. update.GetArguments(), message.MessageId, message.Name, aggregateId, version, message.Body, message.TraceParent, message.TraceState]);
        if (await Database.ExecuteSqlAsync(statement, cancellation) == 0)
            return false;
        if (Database.CurrentTransaction is null)
            this.GetService<OutboxSignal>().Wake();
        else
            HasAnnounced = true;
        return true;
    }

    /// <summary>Whether the next commit wakes the relay.</summary>
    internal bool HasAnnounced { get; set; }

    private static OutboxMessage Message(Guid aggregateId, long version, object @event) => new()
    {
        MessageId = Guid.CreateVersion7(),
        Name = MessageName.Of(@event.GetType()),
        AggregateId = aggregateId,
        AggregateVersion = version,
        Body = JsonSerializer.Serialize(@event, MessageName.Json),
        TraceParent = Activity.Current?.Id,
        TraceState = Activity.Current?.TraceStateString,
    };

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<OutboxMessage>(outbox =>
    {
        outbox.ToTable("outbox", "platform", table => table.ExcludeFromMigrations());
        outbox.HasKey(message => message.MessageId);
        outbox.Property(message => message.MessageId).ValueGeneratedNever();
        outbox.Property(message => message.Body).HasColumnType("json");
    });

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new SnakeCaseNames());
}

internal sealed class OutboxMessage
{
    public Guid MessageId { get; init; }
    public required string Name { get; init; }
    public Guid AggregateId { get; init; }
    public long AggregateVersion { get; init; }
    public required string Body { get; init; }
    public string? TraceParent { get; init; }
    public string? TraceState { get; init; }
}
