using Buurtzorg.CareRecords.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class AccessEntryTable : IEntityTypeConfiguration<AccessEntry>
{
    public void Configure(EntityTypeBuilder<AccessEntry> table)
    {
        table.HasKey(entry => new { entry.ClientId, entry.Number });
        table.Property(entry => entry.Number).ValueGeneratedNever();
        table.HasIndex(entry => entry.Id).IsUnique();
        table.HasIndex(entry => new { entry.ClientId, entry.At, entry.Number });
        table.HasOne<AccessChain>().WithMany().HasForeignKey(entry => entry.ClientId);
        table.Property(entry => entry.Act).HasConversion<string>();
    }
}

internal sealed class AccessChainTable : IEntityTypeConfiguration<AccessChain>
{
    public void Configure(EntityTypeBuilder<AccessChain> table)
    {
        table.HasKey(chain => chain.ClientId);
        table.HasOne<Client>().WithOne().HasForeignKey<AccessChain>(chain => chain.ClientId);
    }
}
