using Buurtzorg.CareRecords.Domain.Clients;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class EarlierEpisode
{
    public required Guid ClientId { get; init; }
    public required int Number { get; init; }
    public required DateOnly AdmittedOn { get; init; }
    public required DateOnly EndedOn { get; init; }
    public required EndReason EndReason { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<EarlierEpisode>
    {
        public void Configure(EntityTypeBuilder<EarlierEpisode> table)
        {
            table.HasKey(episode => new { episode.ClientId, episode.Number });
            table.Property(episode => episode.Number).ValueGeneratedNever();
            table.Property(episode => episode.EndReason).HasConversion<string>();
            table.HasOne<Client>().WithMany().HasForeignKey(episode => episode.ClientId);
        }
    }
}
