namespace Buurtzorg.Scheduling.Features;

/// <summary>How much of its contracted time a team spent with clients in a week. It says nothing about a person, and is not a mark.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Name">As the neighbourhood knows it.</param>
/// <param name="Area">How the install groups it; null when it is in no group.</param>
/// <param name="Week">ISO 8601, such as <c>2026-W44</c>, in the time zone of the install.</param>
/// <param name="CareMinutes">Minutes of the visits that began in the week and were completed.</param>
/// <param name="ContractedMinutes">By the contracts of that week, of those who were away too.</param>
/// <param name="Percent">Care of contracted minutes, to one decimal; null without contracted time.</param>
public sealed record ClientTime(Guid TeamId, string Name, string? Area, string Week, int CareMinutes, int ContractedMinutes, decimal? Percent);

/// <summary>A line to hold a figure against: no target of any team.</summary>
/// <param name="Percent">Of contracted time.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record ReferenceLine(decimal Percent, string Source)
{
    internal static ReferenceLine ClientTime { get; } = new(61, "Buurtzorg's own line for time with clients; Amstelring Wijkzorg reached 63, the Dutch average was 51.");
}

/// <summary>Client time of several teams or weeks.</summary>
/// <param name="Items">One line per team and week.</param>
/// <param name="Reference">The line to hold them against.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record ClientTimes(IReadOnlyList<ClientTime> Items, ReferenceLine Reference, Guid? Next);
