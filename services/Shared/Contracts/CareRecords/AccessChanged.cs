namespace Buurtzorg.Contracts.CareRecords;

/// <summary>The client decided about somebody who may or may not see something of their record, or took a decision back. Who and what stays in the record.</summary>
/// <param name="ClientId">The client; the aggregate of this event.</param>
/// <param name="Version">Rises with every such decision of this client.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
public sealed record AccessChanged(Guid ClientId, long Version, Guid TeamId);
