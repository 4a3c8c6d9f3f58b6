using System.Text.Json;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.SocialMap.Data;

/// <summary>Who agreed to the link.</summary>
public enum AgreedBy
{
    /// <summary>The client.</summary>
    Client,

    /// <summary>Their representative.</summary>
    Representative,
}

/// <summary>What the people of the activity may be told about the client. The platform tells them nothing: it is for who goes along.</summary>
public enum MayLearn
{
    /// <summary>Not even that somebody comes.</summary>
    Nothing,

    /// <summary>A first name.</summary>
    FirstName,

    /// <summary>A name and how to reach the client.</summary>
    NameAndPhone,
}

/// <summary>How it goes with an activity.</summary>
public enum FollowUpOutcome
{
    /// <summary>The client goes.</summary>
    Goes,

    /// <summary>The client goes now and then.</summary>
    GoesSometimes,

    /// <summary>The client went and stopped.</summary>
    Stopped,

    /// <summary>The client has not been there.</summary>
    HasNotBeen,
}

internal sealed class ActivityLink
{
    /// <summary>When a team asks how it goes, in weeks after the link.</summary>
    public static readonly int[] Weeks = [2, 6, 12];

    public required Guid Id { get; init; }
    public long Version { get; set; } = 1;
    public required Guid ClientId { get; init; }
    public required Guid TeamId { get; init; }
    public required Guid ServiceId { get; init; }
    public required DateOnly LinkedOn { get; init; }
    public required Guid LinkedBy { get; init; }
    public required DateOnly AgreedOn { get; init; }
    public required AgreedBy AgreedBy { get; init; }
    public required MayLearn MayLearn { get; init; }
    public required byte[] SealedWords { get; init; }
    public DateOnly? EndedOn { get; set; }
    public required DateTimeOffset RecordedAt { get; init; }
    public List<FollowUp> FollowUps { get; } = [];

    internal sealed record Words(string Goal, string? GoesAlong);

    internal sealed class Table : IEntityTypeConfiguration<ActivityLink>
    {
        public void Configure(EntityTypeBuilder<ActivityLink> table)
        {
            table.ToTable("activity_links");
            table.Property(link => link.Id).ValueGeneratedNever();
            table.Property(link => link.Version).IsConcurrencyToken();
            table.Property(link => link.AgreedBy).HasConversion<string>();
            table.Property(link => link.MayLearn).HasConversion<string>();
            table.HasMany(link => link.FollowUps).WithOne().HasForeignKey(followUp => followUp.LinkId).OnDelete(DeleteBehavior.Restrict);
            table.HasIndex(link => new { link.ClientId, link.Id });
            table.HasIndex(link => new { link.ClientId, link.ServiceId }).IsUnique().HasFilter("ended_on IS NULL").HasDatabaseName("ix_activity_links_going_on");
        }
    }
}

internal sealed class FollowUp
{
    public required Guid Id { get; init; }
    public required Guid LinkId { get; init; }
    public required Guid TeamId { get; init; }
    public required int Weeks { get; init; }
    public required DateOnly DueOn { get; init; }
    public FollowUpOutcome? Outcome { get; set; }
    public byte[]? SealedHowItWent { get; set; }
    public Guid? TalkedBy { get; set; }
    public DateOnly? TalkedOn { get; set; }

    /// <summary>Somebody has to ask: not answered yet, and the link goes on.</summary>
    public bool IsOpen { get; set; } = true;

    internal sealed class Table : IEntityTypeConfiguration<FollowUp>
    {
        public void Configure(EntityTypeBuilder<FollowUp> table)
        {
            table.ToTable("follow_ups");
            table.Property(followUp => followUp.Id).ValueGeneratedNever();
            table.Property(followUp => followUp.Outcome).HasConversion<string>();
            table.HasIndex(followUp => new { followUp.LinkId, followUp.Weeks }).IsUnique();
            table.HasIndex(followUp => new { followUp.TeamId, followUp.DueOn, followUp.Id }).HasFilter("is_open").HasDatabaseName("ix_follow_ups_open");
        }
    }
}

internal static class Sealing
{
    public static byte[] Seal<T>(this FieldEncryption encryption, T value) => encryption.Encrypt(JsonSerializer.SerializeToUtf8Bytes(value));

    public static T Open<T>(this FieldEncryption encryption, byte[] value) => JsonSerializer.Deserialize<T>(encryption.Decrypt(value))!;
}
