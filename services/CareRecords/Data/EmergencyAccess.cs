using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class EmergencyAccess
{
    public required Guid Id { get; init; }
    public required Guid ClientId { get; init; }
    public required Guid TeamId { get; init; }
    public required Guid PersonId { get; init; }
    public required byte[] SealedReason { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset Until { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<EmergencyAccess>
    {
        public void Configure(EntityTypeBuilder<EmergencyAccess> table)
        {
            table.Property(access => access.Id).ValueGeneratedNever();
            table.HasOne<Client>().WithMany().HasForeignKey(access => access.ClientId);
            table.HasIndex(access => new { access.ClientId, access.PersonId });
            table.HasIndex(access => new { access.TeamId, access.Id });
        }
    }
}
