using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

internal sealed class NetworkPerson
{
    public required Guid Id { get; init; }
    public required Guid ClientId { get; init; }
    public Guid? PersonId { get; init; }
    public bool IsRepresentative { get; init; }
    public required byte[] SealedPerson { get; init; }

    internal sealed record Person(string Name, string Relation);

    internal sealed class Table : IEntityTypeConfiguration<NetworkPerson>
    {
        public void Configure(EntityTypeBuilder<NetworkPerson> table)
        {
            table.Property(person => person.Id).ValueGeneratedNever();
            table.HasOne<Client>().WithMany().HasForeignKey(person => person.ClientId);
            table.HasIndex(person => new { person.ClientId, person.Id });
            table.HasIndex(person => new { person.ClientId, person.PersonId }).IsUnique();
        }
    }
}
