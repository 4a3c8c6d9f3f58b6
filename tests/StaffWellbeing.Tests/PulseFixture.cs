using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.StaffWellbeing.Tests;

/// <summary>A service whose questions are asked, and whose months end when a test says so.</summary>
public sealed class PulseFixture : StaffWellbeingFixture
{
    public static readonly DateOnly Month = Months.Of(ATeam.Today);

    protected override string Name => "staff-wellbeing";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        using var office = Client(CallerKinds.BackOffice);
        (await office.PutAsJsonAsync($"v1/pulses/{Months.Say(Month)}", new
        {
            questions = new object[] { new { nl = "Heb je plezier in je werk?", en = "Do you have fun in your job?" }, new { nl = "Kun je <goede> zorg geven?", sv = "Kan du ge god vård?" } },
        })).EnsureSuccessStatusCode();
    }

    /// <summary>The link, relative to the path base.</summary>
    public async Task<string> TakeLinkAsync(ATeam team, int member) =>
        (await (await team.As(member).PostAsJsonAsync("v1/my-pulse/link", new { teamId = team.Id })).Content.ReadFromJsonAsync<PulseLink>())!.Link["/staff-wellbeing/".Length..];

    public async Task AnswerAsync(ATeam team, int member, params int[] values)
    {
        using var nobody = AnonymousClient();
        await (await nobody.PostAsJsonAsync(await TakeLinkAsync(team, member), new { values })).ExpectAsync(System.Net.HttpStatusCode.NoContent);
    }

    public async Task EndMonthAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        await FixFigures.RunAsync(scope.ServiceProvider, Month.AddMonths(1), CancellationToken.None);
    }
}
