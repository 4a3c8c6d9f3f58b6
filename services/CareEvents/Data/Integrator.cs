using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareEvents.Data;

/// <summary>What the back office lets a client of the issuer hear. Without a row: nothing.</summary>
internal sealed class Integrator
{
    public required string ClientId { get; init; }
    public long Version { get; set; } = 1;
    public bool WholeInstall { get; set; }
    public List<string> Areas { get; set; } = [];
    public List<Guid> Teams { get; set; } = [];
    public List<string> Scopes { get; set; } = [];

    internal sealed class Table : IEntityTypeConfiguration<Integrator>
    {
        public void Configure(EntityTypeBuilder<Integrator> table)
        {
            table.ToTable("integrators");
            table.HasKey(integrator => integrator.ClientId);
            table.Property(integrator => integrator.Version).IsConcurrencyToken();
        }
    }
}
