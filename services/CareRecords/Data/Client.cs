using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class Client
{
    public required Guid Id { get; init; }
    public long Version { get; set; } = 1;
    public required Guid TeamId { get; init; }
    public Guid? PersonId { get; init; }
    public required byte[] IdentifierHash { get; init; }
    public required byte[] SealedIdentity { get; init; }
    public required DateOnly AdmittedOn { get; init; }
    public required DateOnly IdentityCheckedOn { get; init; }
    public required Guid RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Client>
    {
        public void Configure(EntityTypeBuilder<Client> table)
        {
            table.Property(client => client.Id).ValueGeneratedNever();
            table.HasIndex(client => client.IdentifierHash).IsUnique();
            table.HasIndex(client => new { client.TeamId, client.Id });
        }
    }
}
