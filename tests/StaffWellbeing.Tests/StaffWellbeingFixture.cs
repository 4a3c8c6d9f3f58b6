using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.StaffWellbeing.Tests;
using Buurtzorg.Testing;

[assembly: AssemblyFixture(typeof(StaffWellbeingFixture))]

namespace Buurtzorg.StaffWellbeing.Tests;

/// <summary>The service by itself. Tests run at the same time and never share a team or a person.</summary>
public class StaffWellbeingFixture : ServiceFixture<Program>
{
    public async Task<ATeam> ATeamAsync(int members = 2, int minutes = 1440)
    {
        var team = new ATeam(this, Guid.CreateVersion7(), [.. Enumerable.Range(0, members).Select(_ => Guid.CreateVersion7())]);
        var messages = team.Members.Select((person, i) => (Id: Guid.CreateVersion7(), Event: new TeamMemberJoined(team.Id, i + 2, person, "nurse", minutes))).ToList();
        foreach (var (id, joined) in messages)
            await PublishAsync(joined, id);
        await HandledAsync([.. messages.Select(message => message.Id)]);
        return team;
    }

    public async Task TellAsync(object @event)
    {
        var id = Guid.CreateVersion7();
        await PublishAsync(@event, id);
        await HandledAsync(id);
    }

    public Task HandledAsync(params Guid[] messageIds) => Eventually.TrueAsync(async () =>
    {
        await using var count = Database.CreateCommand("SELECT count(*) FROM platform.inbox WHERE message_id = ANY ($1)");
        count.Parameters.AddWithValue(messageIds);
        return (long)(await count.ExecuteScalarAsync())! == messageIds.Length;
    }, "every message to be handled");
}

public sealed record ATeam(StaffWellbeingFixture Service, Guid Id, Guid[] Members)
{
    public static DateOnly Today { get; } = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam")).Date);

    public HttpClient As(int member) => Service.Client(CallerKinds.Professional, Members[member]);

    public static object AnAbsence(int firstDay, int expectedReturn, Guid? personId = null, bool? sickLeave = null) =>
        new { firstDay = Today.AddDays(firstDay), expectedReturn = Today.AddDays(expectedReturn), personId, sickLeave };

    public async Task<Guid> AwayAsync(int firstDay, int expectedReturn, bool? sickLeave = null, int member = 0) =>
        await (await As(member).PostAsJsonAsync("v1/absences", AnAbsence(firstDay, expectedReturn, sickLeave: sickLeave))).IdAsync();
}
