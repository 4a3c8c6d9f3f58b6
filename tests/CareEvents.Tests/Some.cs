using Buurtzorg.Contracts.Scheduling;

namespace Buurtzorg.CareEvents.Tests;

/// <summary>Events as the platform's services announce them.</summary>
internal static class Some
{
    public static VisitCompleted VisitCompleted(Guid visitId, long version, Guid clientId, Guid teamId)
    {
        var end = DateTimeOffset.UtcNow;
        return new(visitId, version, clientId, teamId, Guid.CreateVersion7(), "nursing", end.AddMinutes(-30), end, 30, 30, end);
    }

    public static VisitPlanned VisitPlanned(Guid visitId, long version, Guid clientId, Guid teamId) =>
        new(visitId, version, clientId, teamId, Guid.CreateVersion7(), "nursing", DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(1).AddMinutes(30));

    public static VisitMoved VisitMoved(Guid visitId, long version, Guid clientId, Guid teamId) =>
        new(visitId, version, clientId, teamId, Guid.CreateVersion7(), "nursing", DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(1).AddMinutes(30));
}
