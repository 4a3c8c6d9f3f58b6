using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>A stretch of care of a client, as care-records told last.</summary>
internal sealed record CareEpisode(Guid ClientId, int Number, long Version, Guid TeamId, DateOnly AdmittedOn, DateOnly? EndedOn = null, StopReason? Reason = null)
{
    /// <summary>The word of the event; one that is not known here is something else.</summary>
    public static StopReason ReasonOf(string word) => Enum.TryParse<StopReason>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var reason) ? reason : StopReason.Other;
}
