using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Scheduling.Features;
using NodaTime;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class SeriesTests(SchedulingFixture service)
{
    private static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];
    private static readonly LocalDate NextChange = DayOfTheNextClockChange();

    [Fact]
    public async Task A_series_keeps_its_time_on_the_wall_over_a_clock_change()
    {
        var team = await service.ACareTeamAsync();

        var planned = await team.Nurse.PostAsJsonAsync("v1/visit-series", Series(team, NextChange.PlusDays(-1), NextChange.PlusDays(1), "08:00"));

        await planned.ExpectAsync(HttpStatusCode.Created);
        var ids = (await planned.Content.ReadFromJsonAsync<CreatedIds>())!.Ids;
        var visits = await Task.WhenAll(ids.Select(team.ShowAsync));
        Assert.All(visits, visit => Assert.Equal(new LocalTime(8, 0), Instant.FromDateTimeOffset(visit.PlannedStart).InZone(Amsterdam).TimeOfDay));
        Assert.NotEqual(TimeSpan.FromDays(1), visits[1].PlannedStart - visits[0].PlannedStart);
        Assert.Equal(TimeSpan.FromDays(1), visits[2].PlannedStart - visits[1].PlannedStart);
        Assert.Equal(ids.Order(), (await service.AnnouncedAsync<VisitPlanned>()).Where(e => e.ClientId == team.ClientId).Select(e => e.VisitId).Order());
    }

    [Fact]
    public async Task One_overlap_refuses_the_whole_series()
    {
        var team = await service.ACareTeamAsync();
        var (first, last) = (NextChange.PlusDays(2), NextChange.PlusDays(12));
        var there = await team.PlanAsync(first.PlusDays(7).At(new LocalTime(8, 15)).InZoneStrictly(Amsterdam).ToDateTimeOffset());

        var detail = await (await team.Nurse.PostAsJsonAsync("v1/visit-series", Series(team, first, last, "08:00"))).RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");

        Assert.Contains($"{there}", detail, StringComparison.Ordinal);
        Assert.Contains($"{first.PlusDays(7):uuuu-MM-dd} 08:00-08:30", detail, StringComparison.Ordinal);
        Assert.Single(await service.AnnouncedAsync<VisitPlanned>(), e => e.ClientId == team.ClientId);
    }

    [Fact]
    public async Task The_same_key_plans_one_series()
    {
        var team = await service.ACareTeamAsync();
        var (key, series) = ($"{Guid.NewGuid()}", Series(team, NextChange, NextChange.PlusDays(9), "10:00"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => team.Nurse.PostWithKeyAsync("v1/visit-series", series, key)));

        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Equal(10, (await service.AnnouncedAsync<VisitPlanned>()).Count(e => e.ClientId == team.ClientId));
    }

    [Fact]
    public async Task A_series_that_cannot_be_is_refused()
    {
        var team = await service.ACareTeamAsync();

        await Refuse(Series(team, NextChange, NextChange.PlusDays(101), "10:00"), HttpStatusCode.UnprocessableEntity);
        await Refuse(Series(team, NextChange, NextChange.PlusDays(-1), "10:00"), HttpStatusCode.UnprocessableEntity);
        await Refuse(Series(team, NextChange, NextChange, "10:00", minutes: 0), HttpStatusCode.BadRequest);
        await Refuse(Series(team, NextChange, NextChange, "10:00", minutes: 1441), HttpStatusCode.BadRequest);
        await Refuse(Series(team, NextChange, NextChange, "25:00"), HttpStatusCode.BadRequest);
        await Refuse(Series(team, NextChange, NextChange, "10:00", weekdays: []), HttpStatusCode.BadRequest);
        await Refuse(Series(team, NextChange, NextChange, "10:00", weekdays: ["someday"]), HttpStatusCode.BadRequest);

        async Task Refuse(object series, HttpStatusCode status) => await (await team.Nurse.PostAsJsonAsync("v1/visit-series", series)).ExpectAsync(status);
    }

    private static object Series(CareTeam team, LocalDate first, LocalDate last, string start, int minutes = 30, string[]? weekdays = null) => new
    {
        clientId = team.ClientId,
        carerId = team.NurseId,
        service = "nursing",
        weekdays = weekdays ?? ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        localStart = start,
        minutes,
        firstDate = $"{first:uuuu-MM-dd}",
        lastDate = $"{last:uuuu-MM-dd}",
    };

    private static LocalDate DayOfTheNextClockChange() =>
        Amsterdam.GetZoneInterval(SystemClock.Instance.GetCurrentInstant()).IsoLocalEnd.Date;
}
