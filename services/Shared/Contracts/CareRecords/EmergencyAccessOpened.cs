namespace Buurtzorg.Contracts.CareRecords;

/// <summary>A professional from outside the team opened a record in an emergency; announced at once, the reason stays in the record.</summary>
/// <param name="ClientId">The client whose record was opened; the aggregate of this event.</param>
/// <param name="Version">Rises with every emergency access to this client.</param>
/// <param name="EmergencyAccessId">The access itself.</param>
/// <param name="PersonId">Who opened it.</param>
/// <param name="Until">UTC; the access ends by itself.</param>
public sealed record EmergencyAccessOpened(Guid ClientId, long Version, Guid EmergencyAccessId, Guid PersonId, DateTimeOffset Until);
