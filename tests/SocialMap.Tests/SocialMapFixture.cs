using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Directories;
using Buurtzorg.SocialMap.Tests;
using Buurtzorg.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(SocialMapFixture))]

namespace Buurtzorg.SocialMap.Tests;

/// <summary>The service with care-records beside it. Tests run at the same time and share no team, client or directory.</summary>
public sealed class SocialMapFixture : ServiceFixture<Program>
{
    private readonly TestDirectory _office = new();

    public SocialMapFixture()
    {
        CareRecords = new CareRecordsStub(Stub("care-records"));
        Configure("Postcodes:File", TestDirectory.Postcodes);
        _office.With("services.json", """
            [{"id":"0199e2a0-0000-7000-8000-000000000001","name":"Een","status":"active"}, {"id":"0199e2a0-0000-7000-8000-000000000002","name":"Twee","status":"gone"},
             {"id":"0199e2a0-0000-7000-8000-000000000003","name":"Drie","status":"active"}]
            """);
        Configure("Directories:office:Folder", _office.Path);
    }

    public CareRecordsStub CareRecords { get; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _office.Dispose();
    }

    /// <summary>Takes a directory over under this name, as the command does.</summary>
    internal async Task<Import> ImportAsync(string source, string from)
    {
        var imports = Services.GetRequiredService<DirectoryImport>();
        var (id, _) = await imports.BeginAsync(source, from, CancellationToken.None);
        await imports.WorkAsync(id, CancellationToken.None);
        return await FinishedAsync(id);
    }

    internal async Task<Import> FinishedAsync(Guid importId) => await Eventually.GetAsync(
        async () => await InDbAsync(db => db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == importId && import.FinishedAt != null)), "the import to finish", TimeSpan.FromMinutes(10));

    internal async Task<T> InDbAsync<T>(Func<SocialMapDb, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<SocialMapDb>());
    }

    internal Task<List<ImportedEntry>> ReportAsync(Guid importId) => InDbAsync(db => db.ImportedEntries.Where(entry => entry.ImportId == importId).OrderBy(entry => entry.Id).ToListAsync());

    /// <summary>A team of two with a client, seen by one of the two.</summary>
    public async Task<CareTeam> ACareTeamAsync()
    {
        var (team, nurse, colleague, client) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await PublishAsync(new TeamMemberJoined(team, 1, nurse, "nurse"));
        await PublishAsync(new TeamMemberJoined(team, 2, colleague, "nurse"));
        await PublishAsync(new ClientAdmitted(client, 1, team, "hash", new DateOnly(2026, 10, 1)));
        await Eventually.TrueAsync(() => InDbAsync(async db => await db.TeamMembers.CountAsync(member => member.TeamId == team) == 2 && await db.Clients.AnyAsync(known => known.Id == client)), "the team and its client to be known");
        foreach (var member in (Guid[])[nurse, colleague])
            CareRecords.Grant(client, member, "team");
        return new CareTeam(team, nurse, colleague, client, Client(CallerKinds.Professional, nurse));
    }
}

public sealed record CareTeam(Guid Id, Guid NurseId, Guid ColleagueId, Guid ClientId, HttpClient Nurse);
