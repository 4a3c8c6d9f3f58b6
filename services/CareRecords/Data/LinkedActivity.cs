using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.CareRecords.Data;

// Our copy of social-map's links: which activity and since when, without its name or anything said about it. An end that arrives before its link waits here without an activity.
internal sealed class LinkedActivity
{
    public Guid LinkId { get; init; }
    public Guid ClientId { get; init; }
    public long Version { get; init; }
    public Guid? ServiceId { get; init; }
    public DateOnly? LinkedOn { get; init; }
    public DateOnly? EndedOn { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<LinkedActivity>
    {
        public void Configure(EntityTypeBuilder<LinkedActivity> table)
        {
            table.HasKey(activity => activity.LinkId);
            table.Property(activity => activity.LinkId).ValueGeneratedNever();
            table.HasIndex(activity => new { activity.ClientId, activity.LinkId });
        }
    }
}
