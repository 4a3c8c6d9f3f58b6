using Buurtzorg.CareRecords.Domain.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

// The present episode of care stands in the row itself, the earlier ones in EarlierEpisode.
internal sealed class Client
{
    public required Guid Id { get; init; }
    public long Version { get; set; } = 1;
    public required Guid TeamId { get; init; }
    public Guid? PersonId { get; init; }
    public required byte[] IdentifierHash { get; init; }
    public required byte[] SealedIdentity { get; init; }
    public required DateOnly AdmittedOn { get; set; }
    public int Episode { get; set; } = 1;
    public DateOnly? EndedOn { get; set; }
    public EndReason? EndReason { get; set; }
    /// <summary>Whether events about the client are told to other organisations.</summary>
    public bool Shares { get; init; } = true;

    /// <summary>Counts how often the client used that switch, and decided about access: versions of events of their own.</summary>
    public long SharingVersion { get; init; }
    public long AccessVersion { get; init; }
    public required DateOnly IdentityCheckedOn { get; init; }
    public required Guid RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Client>
    {
        public void Configure(EntityTypeBuilder<Client> table)
        {
            table.Property(client => client.Id).ValueGeneratedNever();
            table.Property(client => client.Version).IsConcurrencyToken();
            table.Property(client => client.Episode).HasDefaultValue(1).HasSentinel(0);
            table.Property(client => client.Shares).HasDefaultValue(true).HasSentinel(true);
            table.Property(client => client.SharingVersion).HasDefaultValue(0L);
            table.Property(client => client.AccessVersion).HasDefaultValue(0L);
            table.Property(client => client.EndReason).HasConversion<string>();
            table.HasIndex(client => client.IdentifierHash).IsUnique();
            table.HasIndex(client => new { client.TeamId, client.Id });
        }
    }
}
