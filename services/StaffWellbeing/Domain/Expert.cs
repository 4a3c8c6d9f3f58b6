using NpgsqlTypes;

namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>What somebody says that they know, so that colleagues phone them.</summary>
internal sealed class Expert
{
    public required Guid PersonId { get; init; }

    /// <summary>One a line.</summary>
    public required string Topics { get; set; }

    public required string? WorkPhone { get; set; }
    public NpgsqlTsVector Words { get; private set; } = null!;
}
