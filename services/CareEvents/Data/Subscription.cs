using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareEvents.Data;

/// <summary>How events reach a subscriber.</summary>
public enum DeliveryWay
{
    /// <summary>Signed HTTP requests to an address of the receiver.</summary>
    Webhook,

    /// <summary>A queue of the broker that the receiver reads.</summary>
    Amqp,
}

/// <summary>How far a subscription has come.</summary>
public enum SubscriptionState
{
    /// <summary>The receiver did not answer its challenge yet; nothing is sent.</summary>
    Unproven,

    /// <summary>Events are delivered.</summary>
    Active,

    /// <summary>The subscriber asked for a pause; events wait in the log.</summary>
    Paused,

    /// <summary>Delivery ended; the reason stands beside it.</summary>
    Disabled,
}

// The cursor says that everything up to it was delivered, parked or not for this subscription.
internal sealed class Subscription
{
    public required Guid Id { get; init; }
    public required string ClientId { get; init; }
    public long Version { get; set; } = 1;
    public required DeliveryWay Way { get; init; }
    public string? Url { get; init; }
    public SubscriptionState State { get; set; }
    public string? DisabledBecause { get; set; }
    public List<string> Scopes { get; set; } = [];
    public List<string> Types { get; set; } = [];
    public List<string> Areas { get; set; } = [];
    public List<Guid> Teams { get; set; } = [];
    public required byte[] SealedSecret { get; set; }
    public byte[]? SealedOldSecret { get; set; }
    public DateTimeOffset? OldSecretUntil { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    public long Cursor { get; set; }

    /// <summary>Rises with every replay, so that who still delivers from before does not move the cursor.</summary>
    public long Run { get; set; }
    public int Failures { get; set; }
    public DateTimeOffset? FailingSince { get; set; }
    public DateTimeOffset? RetryAt { get; set; }
    public DateTimeOffset? ParkedUntil { get; set; }

    /// <summary>How many clients refused to share since the queue was made anew; 0 when there is nothing to do.</summary>
    public int Refill { get; set; }
    public DateTimeOffset LeasedUntil { get; set; } = DateTimeOffset.UnixEpoch;

    internal sealed class Table : IEntityTypeConfiguration<Subscription>
    {
        public void Configure(EntityTypeBuilder<Subscription> table)
        {
            table.ToTable("subscriptions");
            table.Property(subscription => subscription.Id).ValueGeneratedNever();
            table.Property(subscription => subscription.Version).IsConcurrencyToken();
            table.Property(subscription => subscription.Way).HasConversion<string>();
            table.Property(subscription => subscription.State).HasConversion<string>();
            table.HasIndex(subscription => new { subscription.ClientId, subscription.Id });
        }
    }
}

/// <summary>One attempt to deliver one event, kept for the subscriber to look at. No body, and nothing about a client.</summary>
internal sealed class Attempt
{
    public required Guid SubscriptionId { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public long? Sequence { get; init; }
    public required string Outcome { get; init; }
    public int? Status { get; init; }
    public required int Milliseconds { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> table)
        {
            table.ToTable("attempts");
            table.HasKey(attempt => new { attempt.SubscriptionId, attempt.Id });
            table.HasOne<Subscription>().WithMany().HasForeignKey(attempt => attempt.SubscriptionId);
        }
    }
}

/// <summary>An event that the receiver refused, or that waits behind one: the others go on.</summary>
internal sealed class ParkedEvent
{
    public required Guid SubscriptionId { get; init; }
    public required long Sequence { get; init; }

    /// <summary>What keeps its order: the client, or the subject of an event without one.</summary>
    public required Guid Lane { get; init; }
    public int Failures { get; init; }
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>Null while it waits behind another.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ParkedEvent>
    {
        public void Configure(EntityTypeBuilder<ParkedEvent> table)
        {
            table.ToTable("parked_events");
            table.HasKey(parked => new { parked.SubscriptionId, parked.Sequence });
            table.HasIndex(parked => new { parked.SubscriptionId, parked.Lane, parked.Sequence });
            table.HasOne<Subscription>().WithMany().HasForeignKey(parked => parked.SubscriptionId);
        }
    }
}
