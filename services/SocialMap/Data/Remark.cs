using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.SocialMap.Data;

/// <summary>What kind of thing a team says about an entry.</summary>
public enum RemarkKind
{
    /// <summary>Something worth knowing: "ring the bell at the back".</summary>
    Remark,

    /// <summary>The entry is wrong or lacks something; it names the field and says what is right.</summary>
    Correction,

    /// <summary>We went there: it exists, and this is how it was. It makes the entry fresh.</summary>
    WentThere,
}

internal sealed class Remark
{
    public required Guid Id { get; init; }
    public required Guid ServiceId { get; init; }
    public required Guid TeamId { get; init; }
    public required Guid PersonId { get; init; }
    public required RemarkKind Kind { get; init; }
    public string? Field { get; init; }
    public string? Text { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Remark>
    {
        public void Configure(EntityTypeBuilder<Remark> table)
        {
            table.ToTable("remarks");
            table.Property(remark => remark.Id).ValueGeneratedNever();
            table.Property(remark => remark.Kind).HasConversion<string>();
            table.HasIndex(remark => new { remark.ServiceId, remark.Id });
        }
    }
}
