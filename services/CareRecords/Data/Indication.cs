using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class Indication
{
    public required Guid Id { get; init; }
    public required Guid ClientId { get; init; }
    public required int MinutesPerWeek { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? Until { get; init; }
    public required byte[] SealedMotivation { get; init; }
    public required Guid IndicatedBy { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Indication>
    {
        public void Configure(EntityTypeBuilder<Indication> table)
        {
            table.Property(indication => indication.Id).ValueGeneratedNever();
            table.HasOne<Client>().WithMany().HasForeignKey(indication => indication.ClientId);
            table.HasIndex(indication => new { indication.ClientId, indication.Id });
        }
    }
}
