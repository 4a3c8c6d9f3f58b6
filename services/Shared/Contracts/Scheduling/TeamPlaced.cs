namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A team began, or belongs to another area than before.</summary>
/// <param name="TeamId">The team; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the team.</param>
/// <param name="Area">The area that the install groups the team in, kebab-case, such as <c>oost</c>; null when it is in none.</param>
public sealed record TeamPlaced(Guid TeamId, long Version, string? Area);
