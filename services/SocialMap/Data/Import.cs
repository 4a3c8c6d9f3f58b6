using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Buurtzorg.SocialMap.Data;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Taking over what the source has; nothing is changed yet.</summary>
    Reading,

    /// <summary>Comparing it with what is here and changing that.</summary>
    Applying,

    /// <summary>Everything was applied.</summary>
    Done,

    /// <summary>The source could not be read whole, and nothing was changed.</summary>
    Failed,
}

/// <summary>What an import made of an entry. Unchanged ones are only counted.</summary>
public enum ImportOutcome
{
    /// <summary>It was not here before.</summary>
    New,

    /// <summary>It was here and differs; one that was gone and is back counts here too.</summary>
    Changed,

    /// <summary>It was here and the source has it no more.</summary>
    Gone,

    /// <summary>It cannot be taken over; the reason says why.</summary>
    Refused,
}

internal sealed class Import
{
    public required Guid Id { get; init; }
    public required string Source { get; init; }

    /// <summary>Another place to read from than the configured one, for the command.</summary>
    public string? From { get; init; }

    public ImportState State { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until then somebody works on it; after that whoever comes first goes on.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Who works on it: what somebody else took over is not written to any more.</summary>
    public Guid? LeasedBy { get; init; }

    public string? ReadUntil { get; init; }
    public string? AppliedUntil { get; init; }
    public bool WasWhole { get; init; }
    public string? Reason { get; init; }
    public int New { get; init; }
    public int Changed { get; init; }
    public int Unchanged { get; init; }
    public int Gone { get; init; }
    public int Refused { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> table)
        {
            table.ToTable("imports");
            table.Property(import => import.Id).ValueGeneratedNever();
            table.Property(import => import.State).HasConversion<string>();
            table.HasIndex(import => import.Source).IsUnique().HasFilter("finished_at IS NULL").HasDatabaseName("ix_imports_under_way");
        }
    }
}

internal sealed class ImportedEntry
{
    public required Guid ImportId { get; init; }
    public required Guid Id { get; init; }
    public ImportOutcome Outcome { get; init; }
    public required string Kind { get; init; }
    public Guid? EntryId { get; init; }

    /// <summary>Where in the source, such as <c>services.json[17].phones[0]</c>.</summary>
    public string? Place { get; init; }

    public string? Reason { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<ImportedEntry>
    {
        public void Configure(EntityTypeBuilder<ImportedEntry> table)
        {
            table.ToTable("imported_entries");
            table.HasKey(entry => new { entry.ImportId, entry.Id });
            table.Property(entry => entry.Outcome).HasConversion<string>();
            table.HasIndex(entry => new { entry.ImportId, entry.Outcome, entry.Id });
        }
    }
}
