namespace Buurtzorg.Contracts.StaffWellbeing;

/// <summary>Who of a team is away changed. It names nobody.</summary>
/// <param name="TeamId">The team; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of an absence in the team.</param>
public sealed record TeamAbsenceChanged(Guid TeamId, long Version);
