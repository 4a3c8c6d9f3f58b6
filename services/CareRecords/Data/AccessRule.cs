using Buurtzorg.CareRecords.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class AccessRule
{
    public required Guid ClientId { get; init; }
    public required Guid PersonId { get; init; }
    public AccessRuling Decision { get; init; }
    public List<AccessScope> Scopes { get; init; } = [];
    public DateTimeOffset? Until { get; init; }
    public Guid DecidedBy { get; init; }
    public DateTimeOffset DecidedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<AccessRule>
    {
        public void Configure(EntityTypeBuilder<AccessRule> table)
        {
            table.HasKey(rule => new { rule.ClientId, rule.PersonId });
            table.HasOne<Client>().WithMany().HasForeignKey(rule => rule.ClientId);
            table.Property(rule => rule.Decision).HasConversion<string>();
            table.PrimitiveCollection(rule => rule.Scopes).ElementType().HasConversion<string>();
        }
    }
}
