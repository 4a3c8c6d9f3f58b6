using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

// Our copy of scheduling's teams. Who left stays as a row, so that an older event about them is known to be older.
internal sealed class TeamMember
{
    public Guid TeamId { get; init; }
    public Guid PersonId { get; init; }
    public long Version { get; init; }
    public bool IsMember { get; init; }
    public string? Qualification { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<TeamMember>
    {
        public void Configure(EntityTypeBuilder<TeamMember> table)
        {
            table.HasKey(member => new { member.TeamId, member.PersonId });
            table.HasIndex(member => member.PersonId);
        }
    }
}
