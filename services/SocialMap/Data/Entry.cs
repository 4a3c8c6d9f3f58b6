using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.SocialMap.Data;

/// <summary>The kinds of entry that stand by themselves; everything else stands within one of them.</summary>
internal static class EntryKinds
{
    public const string Service = "service", Organization = "organization", Taxonomy = "taxonomy", TaxonomyTerm = "taxonomy_term";

    /// <summary>In the order in which an import applies them.</summary>
    public static readonly string[] All = [Taxonomy, TaxonomyTerm, Organization, Service];
}

/// <summary>
/// Something in the directory, as its owner tells it: the HSDS document is theirs, what teams say stands beside it. Its id is that of the owner's
/// directory, so that links and the open API speak of the same thing. Columns repeat of the document what searching and editing need.
/// </summary>
internal sealed class Entry
{
    public required string Kind { get; init; }
    public required Guid Id { get; init; }

    /// <summary>The directory it was imported from; null for an entry that a team keeps.</summary>
    public string? Source { get; init; }

    public Guid? TeamId { get; init; }
    public required string Name { get; set; }
    public required string Document { get; set; }
    public required byte[] Hash { get; set; }
    public long Version { get; set; } = 1;
    public string? Status { get; set; }
    public short? MinimumAge { get; set; }
    public short? MaximumAge { get; set; }

    /// <summary>What the document says of when it was last assured; null when it does not say.</summary>
    public DateOnly? AssuredOn { get; set; }

    /// <summary>The later of that and the last time that a team went there; 1900-01-01 when nobody knows.</summary>
    public DateOnly FreshOn { get; set; }

    /// <summary>The last import that saw it.</summary>
    public Guid? SeenIn { get; init; }

    public DateTimeOffset? GoneSince { get; init; }
    public required DateTimeOffset ChangedAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<Entry>
    {
        public void Configure(EntityTypeBuilder<Entry> table)
        {
            table.ToTable("entries");
            table.HasKey(entry => new { entry.Kind, entry.Id });
            table.Property(entry => entry.Id).ValueGeneratedNever();
            table.Property(entry => entry.Document).HasColumnType("jsonb");
            table.Property(entry => entry.Version).IsConcurrencyToken();
            table.HasIndex(entry => new { entry.Source, entry.Kind, entry.SeenIn });
            table.HasIndex(entry => new { entry.TeamId, entry.Kind, entry.Id });
            table.HasIndex(entry => new { entry.Kind, entry.Id }).HasFilter("gone_since IS NULL").HasDatabaseName("ix_entries_present");
        }
    }
}
