using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareEvents.Data;

/// <summary>Which area a team is in; the highest version wins.</summary>
internal sealed class KnownTeam
{
    public required Guid Id { get; init; }
    public long Version { get; init; }
    public string? Area { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<KnownTeam>
    {
        public void Configure(EntityTypeBuilder<KnownTeam> table)
        {
            table.ToTable("teams");
            table.Property(team => team.Id).ValueGeneratedNever();
        }
    }
}

/// <summary>A client's team and whether they share; each goes by versions of its own, 0 where it was not told yet.</summary>
internal sealed class KnownClient
{
    public required Guid Id { get; init; }
    public Guid TeamId { get; init; }
    public long CareVersion { get; init; }
    public bool Shares { get; init; }
    public long SharingVersion { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<KnownClient>
    {
        public void Configure(EntityTypeBuilder<KnownClient> table)
        {
            table.ToTable("clients");
            table.Property(client => client.Id).ValueGeneratedNever();
        }
    }
}
