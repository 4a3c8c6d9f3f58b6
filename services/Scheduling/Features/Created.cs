namespace Buurtzorg.Scheduling.Features;

/// <summary>What was created.</summary>
/// <param name="Id">A UUIDv7; of a member of a team, the person.</param>
public sealed record CreatedId(Guid Id);

/// <summary>What was created together.</summary>
/// <param name="Ids">UUIDv7s, in the order of time.</param>
public sealed record CreatedIds(IReadOnlyList<Guid> Ids);
