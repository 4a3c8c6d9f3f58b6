using NpgsqlTypes;

namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>To whom a learning moment is told.</summary>
public enum Audience
{
    /// <summary>The members of the teller's team.</summary>
    Team,

    /// <summary>Every professional of the install.</summary>
    Everyone,
}

/// <summary>Something went otherwise than meant, and somebody tells what they learned from it. It names only who tells.</summary>
internal sealed class LearningMoment
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required Guid TellerId { get; init; }
    public required Audience Audience { get; init; }
    public required string WhatHappened { get; init; }
    public required string WhatWeLearned { get; init; }
    public NpgsqlTsVector Words { get; private set; } = null!;
    public List<Thanks> Thanks { get; } = [];
}

internal sealed class Thanks
{
    public required Guid MomentId { get; init; }
    public required Guid PersonId { get; init; }
}
