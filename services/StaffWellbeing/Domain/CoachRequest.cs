namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>What a team may show to its coach.</summary>
public enum Shared
{
    /// <summary>The team's monthly figures of the pulse.</summary>
    Pulse,

    /// <summary>Learning moments that were told to the team alone.</summary>
    LearningMoments,
}

/// <summary>Whether a coach helped, in the eyes of the team.</summary>
public enum Helped
{
    /// <summary>The team can go on.</summary>
    Yes,

    /// <summary>Some of it.</summary>
    Partly,

    /// <summary>It did not.</summary>
    No,
}

/// <summary>A team asks for a coach. A coach decides nothing, and sees what the team shares until the team says whether it helped.</summary>
internal sealed class CoachRequest
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required string Wants { get; init; }
    public required string Tried { get; init; }
    public required List<Shared> Shares { get; set; }
    public Guid? CoachId { get; set; }
    public Helped? Helped { get; set; }
    public required long Version { get; set; }
}
