namespace Buurtzorg.Scheduling.Domain;

/// <summary>All that this service knows of a client: which team is in a care relation with them, as of which version.</summary>
internal sealed class Client
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; set; }
    public required long Version { get; set; }
}
