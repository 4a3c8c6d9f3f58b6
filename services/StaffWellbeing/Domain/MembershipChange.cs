namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>
/// Somebody joined a team, with so many hours, or left it: each change of a team is a row, so that events may come in any order. The day is that on
/// which it became known here.
/// </summary>
internal sealed class MembershipChange
{
    public required Guid TeamId { get; init; }
    public required long Version { get; init; }
    public required Guid PersonId { get; init; }
    public required bool IsMember { get; init; }

    /// <summary>Minutes a week; null where the event did not say it, or the person left.</summary>
    public required int? ContractedMinutes { get; init; }

    public required DateOnly Day { get; init; }
}
