using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareEvents.Data;

/// <summary>Waits for its place in the log. Reactions write it without a lock, the writer of the log takes it out.</summary>
internal sealed class IncomingEvent
{
    public long Id { get; init; }
    public required string Type { get; init; }
    public required Guid SubjectId { get; init; }
    public required long Version { get; init; }
    public Guid? ClientId { get; init; }
    public Guid? TeamId { get; init; }
    public required string Data { get; init; }
    public string? TraceParent { get; init; }
    public string? TraceState { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<IncomingEvent>
    {
        public void Configure(EntityTypeBuilder<IncomingEvent> table)
        {
            table.ToTable("incoming");
            table.Property(incoming => incoming.Data).HasColumnType("json");
            table.HasIndex(incoming => incoming.ClientId);
        }
    }
}

/// <summary>
/// A line of the public log. Of an event about a client who refuses to share only its number and time are left: all else is null.
/// </summary>
internal sealed class LoggedEvent
{
    public required long Sequence { get; init; }
    public required DateTimeOffset LoggedAt { get; init; }
    public Guid? Id { get; init; }
    public string? Type { get; init; }
    public Guid? SubjectId { get; init; }
    public Guid? ClientId { get; init; }
    public Guid? TeamId { get; init; }

    /// <summary>The structured CloudEvent, as it goes to receivers.</summary>
    public byte[]? Body { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LoggedEvent>
    {
        public void Configure(EntityTypeBuilder<LoggedEvent> table)
        {
            table.ToTable("events");
            table.HasKey(logged => logged.Sequence);
            table.Property(logged => logged.Sequence).ValueGeneratedNever();
            table.HasIndex(logged => logged.Id).IsUnique();
            table.HasIndex(logged => logged.ClientId);
            table.HasIndex(logged => logged.LoggedAt);
        }
    }
}

/// <summary>One row: the last number given, and which replica gives them.</summary>
internal sealed class LogHead
{
    public bool OnlyRow { get; init; }
    public long Sequence { get; init; }
    public Guid Holder { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LogHead>
    {
        public void Configure(EntityTypeBuilder<LogHead> table)
        {
            table.ToTable("log_head", head => head.HasCheckConstraint("one_head", "only_row"));
            table.HasKey(head => head.OnlyRow);
        }
    }
}

/// <summary>The highest version of a stream of changes that stands in the log, so that the next can be told from one that comes early.</summary>
internal sealed class StreamPosition
{
    public required string Stream { get; init; }
    public required Guid Id { get; init; }
    public long Version { get; init; }
    public DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<StreamPosition>
    {
        public void Configure(EntityTypeBuilder<StreamPosition> table)
        {
            table.ToTable("stream_positions");
            table.HasKey(position => new { position.Stream, position.Id });
            table.HasIndex(position => position.At);
        }
    }
}
