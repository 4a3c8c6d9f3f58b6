using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.CareRecords.Features;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class EpisodeTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory] // admitted on 1 October
    [InlineData(null, "2026-10-31", "completed", "ends")]
    [InlineData(null, "2026-10-01", "died", "ends")] // the first day can be the last
    [InlineData(null, "2026-11-20", "moved", "ends")] // today
    [InlineData(null, "2026-11-21", "moved", "ends-in-the-future")]
    [InlineData(null, "2026-09-30", "moved", "ends-before-admission")]
    [InlineData("2026-10-31", "2026-10-31", "completed", "nothing")]
    [InlineData("2026-10-31", "2026-10-30", "completed", "ends")]
    [InlineData("2026-10-31", "2026-10-31", "paused", "ends")]
    [InlineData("2026-10-31", "2026-12-01", "completed", "ends-in-the-future")]
    public void Care_ends_once_and_can_be_corrected(string? endedOn, string day, string reason, string outcome)
    {
        var decided = EndCareEndpoint.Decide(AClient(endedOn), new(DateOnly.Parse(day), Enum.Parse<EndReason>(reason, true)), Today).Accepted(out var changes, out var refusal);

        Assert.Equal(outcome, !decided ? refusal!.Code : changes ? "ends" : "nothing");
    }

    [Theory] // the episode began on 1 October
    [InlineData(null, null, "2026-10-01", "Nothing")]
    [InlineData(null, null, "2026-10-02", "still-in-care")]
    [InlineData(null, "2026-10-31", "2026-11-01", "NewEpisode")]
    [InlineData(null, "2026-10-31", "2026-11-20", "NewEpisode")] // today
    [InlineData(null, "2026-10-31", "2026-11-21", "begins-in-the-future")]
    [InlineData(null, "2026-10-31", "2026-10-31", "begins-before-the-end")]
    [InlineData(null, "2026-10-31", "2026-10-01", "EndTakenBack")]
    [InlineData("2026-08-31", null, "2026-09-15", "FirstDayCorrected")]
    [InlineData("2026-08-31", null, "2026-08-31", "begins-before-the-end")]
    [InlineData("2026-08-31", "2026-10-31", "2026-11-01", "NewEpisode")]
    public void Care_begins_again_after_it_ended(string? endBefore, string? endedOn, string day, string outcome)
    {
        var decided = ResumeCareEndpoint.Decide(AClient(endedOn), endBefore is null ? null : DateOnly.Parse(endBefore), new(DateOnly.Parse(day)), Today).Accepted(out var resumption, out var refusal);

        Assert.Equal(outcome, decided ? resumption.ToString() : refusal!.Code);
    }

    private static Client AClient(string? endedOn) => new()
    {
        Id = Guid.CreateVersion7(),
        TeamId = Guid.CreateVersion7(),
        IdentifierHash = [],
        SealedIdentity = [],
        AdmittedOn = new(2026, 10, 1),
        EndedOn = endedOn is null ? null : DateOnly.Parse(endedOn),
        EndReason = endedOn is null ? null : EndReason.Completed,
        IdentityCheckedOn = new(2026, 10, 1),
        RecordedBy = Guid.CreateVersion7(),
        RecordedAt = DateTimeOffset.UnixEpoch,
    };
}
