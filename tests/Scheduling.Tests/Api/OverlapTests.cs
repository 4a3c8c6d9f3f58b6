using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Npgsql;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class OverlapTests(SchedulingFixture service)
{
    private static readonly DateTimeOffset Noon = CareTeam.Noon;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_sequence_of_plans_moves_and_cancellations_is_accepted_exactly_when_nothing_overlaps(int seed)
    {
        var random = new Random(seed);
        var team = await service.ACareTeamAsync();
        List<(Guid Id, int Version, VisitTime Time)> roster = [];

        for (var step = 0; step < 60; step++)
        {
            var time = AnyTime(random);
            var chosen = roster.Count > 0 ? random.Next(roster.Count) : -1;
            switch (random.Next(5))
            {
                case 0 when chosen >= 0:
                    await (await team.CancelAsync(roster[chosen].Id)).ExpectAsync(HttpStatusCode.NoContent);
                    roster.RemoveAt(chosen);
                    break;
                case 1 when chosen >= 0:
                    var (id, version, _) = roster[chosen];
                    var free = roster.TrueForAll(other => other.Id == id || !other.Time.Overlaps(time));
                    await (await team.MoveAsync(id, $"\"{version}\"", time.Start, time.Minutes)).ExpectAsync(free ? HttpStatusCode.NoContent : HttpStatusCode.Conflict);
                    if (free)
                        roster[chosen] = (id, version + 1, time);
                    break;
                default:
                    var planned = await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(time.Start, time.Minutes));
                    if (roster.TrueForAll(other => !other.Time.Overlaps(time)))
                        roster.Add((await planned.IdAsync(), 1, time));
                    else
                        await planned.RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");
                    break;
            }
        }
    }

    [Fact]
    public async Task Whoever_plans_at_once_no_two_visits_of_a_carer_overlap_and_nobody_is_refused_without_a_reason()
    {
        var random = new Random(4);
        var team = await service.ACareTeamAsync();
        var times = Enumerable.Range(0, 40).Select(_ => AnyTime(random)).ToArray();

        var answers = await Task.WhenAll(times.Select((time, i) => i % 2 == 0
            ? team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(time.Start, time.Minutes))
            : team.Nurse.PostWithKeyAsync("v1/visits", team.AVisit(time.Start, time.Minutes), $"{Guid.NewGuid()}")));

        var accepted = times.Where((_, i) => answers[i].StatusCode == HttpStatusCode.Created).ToArray();
        foreach (var (time, i) in times.Select((time, i) => (time, i)).Where(pair => !accepted.Contains(pair.time)))
        {
            await answers[i].RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");
            Assert.Contains(accepted, time.Overlaps);
        }
        Assert.NotEmpty(accepted);
        Assert.DoesNotContain(accepted, time => accepted.Any(other => other != time && other.Overlaps(time)));
    }

    [Fact]
    public async Task The_database_itself_refuses_an_overlap()
    {
        var team = await service.ACareTeamAsync();
        await team.PlanAsync(Noon);
        await using var insert = service.Database.CreateCommand(
            "INSERT INTO visits (id, client_id, team_id, carer_id, service, planned_start, planned_end, version) VALUES ($1, $1, $1, $2, 'nursing', $3, $4, 1)");
        foreach (var value in new object[] { Guid.CreateVersion7(), team.NurseId, Noon.AddMinutes(29), Noon.AddMinutes(59) })
            insert.Parameters.AddWithValue(value);

        var failure = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync());

        Assert.Equal((PostgresErrorCodes.ExclusionViolation, VisitOverlap.Constraint), (failure.SqlState, failure.ConstraintName));
    }

    private static VisitTime AnyTime(Random random)
    {
        var start = Noon.AddMinutes(random.Next(0, 600));
        return new(start, start.AddMinutes(random.Next(5, 90)));
    }
}
