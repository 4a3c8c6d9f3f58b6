namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>What was created.</summary>
/// <param name="Id">A UUIDv7.</param>
public sealed record CreatedId(Guid Id);
