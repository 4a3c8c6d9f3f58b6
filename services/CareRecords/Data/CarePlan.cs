using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

// Each agreement is a row of its own: what was agreed before stays in the record.
internal sealed class CarePlan
{
    public required Guid ClientId { get; init; }
    public required long Version { get; init; }
    public required DateOnly AgreedOn { get; init; }
    public required byte[] SealedContent { get; init; }
    public required Guid RecordedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CarePlan>
    {
        public void Configure(EntityTypeBuilder<CarePlan> table)
        {
            table.HasKey(plan => new { plan.ClientId, plan.Version });
            table.Property(plan => plan.Version).ValueGeneratedNever();
            table.HasOne<Client>().WithMany().HasForeignKey(plan => plan.ClientId);
        }
    }
}
