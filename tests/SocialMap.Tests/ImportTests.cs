using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static Buurtzorg.SocialMap.Tests.TestDirectory;

namespace Buurtzorg.SocialMap.Tests;

public sealed class ImportTests(SocialMapFixture service)
{
    [Fact]
    public async Task The_demo_s_directory_is_imported_whole_and_again_changes_nothing()
    {
        var first = await service.ImportAsync("demo-itself", Demo);
        Assert.Empty((await service.ReportAsync(first.Id)).Where(line => line.Outcome is ImportOutcome.Refused).Select(line => $"{line.Place} {line.Reason}"));
        Assert.Equal((ImportState.Done, 46, 0, 0, 0), (first.State, first.New, first.Changed, first.Gone, first.Refused));

        var again = await service.ImportAsync("demo-itself", Demo);
        Assert.Equal((ImportState.Done, 0, 0, 46, 0, 0), (again.State, again.New, again.Changed, again.Unchanged, again.Gone, again.Refused));
    }

    [Fact]
    public async Task What_is_new_changed_gone_and_back_is_reported_and_nothing_else_is_touched()
    {
        var (stays, changes, goes, source) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), $"s{Guid.NewGuid():N}");
        using var folder = new TestDirectory().With("services.json", new[] { AService("Stays", stays), AService("Was so", changes), AService("Goes", goes) });
        await service.ImportAsync(source, folder.Path);

        folder.With("services.json", new[] { AService("Is so", changes), AService("Stays", stays) });
        var second = await service.ImportAsync(source, folder.Path);

        Assert.Equal((0, 1, 1, 1), (second.New, second.Changed, second.Unchanged, second.Gone));
        Assert.Equal([(ImportOutcome.Changed, changes), (ImportOutcome.Gone, goes)], (await service.ReportAsync(second.Id)).Select(line => (line.Outcome, line.EntryId!.Value)));
        using var nurse = service.Client(CallerKinds.Professional);
        Assert.Equal("Is so", (await nurse.JsonAsync($"v1/services/{changes}")).GetProperty("service").Text("name"));
        Assert.NotEqual(default, (await nurse.JsonAsync($"v1/services/{goes}")).GetProperty("goneSince").GetDateTimeOffset());
        Assert.Equal(1, await service.InDbAsync(db => db.Entries.Where(entry => entry.Id == stays).Select(entry => (int)entry.Version).SingleAsync()));

        folder.With("services.json", new[] { AService("Is so", changes), AService("Stays", stays), AService("Goes", goes) });
        Assert.Equal((0, 1, 0), ((await service.ImportAsync(source, folder.Path)) is var third ? (third.New, third.Changed, third.Gone) : default));
    }

    [Fact]
    public async Task Forty_broken_rows_among_many_are_named_and_the_others_imported()
    {
        // 100,000 with ./dev test --long
        var (rows, id) = (Environment.GetEnvironmentVariable("CHAOS_KILLS") is null ? 5_000 : 100_000, Guid.NewGuid().ToString()[..13]);
        var broken = Enumerable.Range(0, 40).ToDictionary(number => 7 + number * (rows / 41), number => number % 8);
        using var folder = new TestDirectory();
        await using (var file = new StreamWriter(Path.Combine(folder.Path, "services.json")))
        {
            await file.WriteAsync('[');
            for (var row = 0; row < rows; row++)
                await file.WriteAsync((row == 0 ? "" : ",\n") + (broken.TryGetValue(row, out var how) ? Broken(how, row, id) : $$"""{"id":"{{id}}-7000-8000-{{row:x12}}","name":"Groep {{row % 50}}","status":"active"}"""));
            await file.WriteAsync(']');
        }

        var import = await service.ImportAsync($"forty{id}", folder.Path);

        Assert.Equal((ImportState.Done, rows - 40, 40), (import.State, import.New, import.Refused));
        var refused = (await service.ReportAsync(import.Id)).Where(line => line.Outcome is ImportOutcome.Refused).ToArray();
        Assert.Equal(broken.Keys.Order().Select(row => $"services.json[{row}]"), refused.Select(line => line.Place!).OrderBy(place => int.Parse(place[14..^1])));
        Assert.Equal(7, refused.Select(line => line.Reason!.Split('[')[0]).Distinct().Count());
        Assert.Equal((0, 0, 40), await service.ImportAsync($"forty{id}", folder.Path) is var again ? (again.New, again.Gone, again.Refused) : default);
    }

    [Theory]
    [InlineData("read_until IS NOT NULL")]
    [InlineData("new >= 1000")]
    public async Task Killed_in_the_middle_an_import_goes_on_and_reports_each_entry_once(string when)
    {
        const int Rows = 12_000;
        var (prefix, source) = (Guid.NewGuid().ToString()[..13], $"killed{Guid.NewGuid():N}");
        using var folder = new TestDirectory().With("services.json", Enumerable.Range(0, Rows).Select(row => new { id = $"{prefix}-7000-8000-{row:x12}", name = $"Groep {row % 50}", status = "active" }));
        using var command = Start("import", source, folder.Path);
        await Eventually.TrueAsync(async () => await CountAsync($"SELECT count(*) FROM imports WHERE source = '{source}' AND {when}") == 1, "the import to be under way");
        command.Kill(entireProcessTree: true);
        await command.WaitForExitAsync();
        Assert.Equal(1, await CountAsync($"SELECT count(*) FROM imports WHERE source = '{source}' AND finished_at IS NULL"));

        await CountAsync($"WITH over AS (UPDATE imports SET lease_until = now() - interval '1 second' WHERE source = '{source}' RETURNING 1) SELECT count(*) FROM over");
        var id = await service.InDbAsync(db => db.Imports.Where(import => import.Source == source).Select(import => import.Id).SingleAsync());
        var import = await service.FinishedAsync(id);

        Assert.Equal((ImportState.Done, Rows, 0, 0, 0), (import.State, import.New, import.Changed, import.Gone, import.Refused));
        Assert.Equal(Rows, (await service.ReportAsync(id)).Where(line => line.Outcome is ImportOutcome.New).DistinctBy(line => line.EntryId).Count());
        Assert.Equal((0, Rows), await service.ImportAsync(source, folder.Path) is var again ? (again.New + again.Changed, again.Unchanged) : default);
        Assert.Equal(0, await CountAsync($"SELECT count(*) FROM import_rows WHERE import_id = '{id}'"));
    }

    [Theory]
    [InlineData("""[{"id":"01920000-0000-7000-8000-000000000001","name":"x","status":"active"},{"id":"0192""", "is no JSON from line 1")]
    [InlineData("", "is no JSON")]
    [InlineData("[]", null)]
    public async Task Half_a_folder_makes_nothing_go(string half, string? reason)
    {
        var (source, id) = ($"half{Guid.NewGuid():N}", Guid.CreateVersion7());
        using var folder = new TestDirectory().With("services.json", new[] { AService("Stays", id) });
        await service.ImportAsync(source, folder.Path);

        var broken = await service.ImportAsync(source, folder.With("services.json", half).Path);

        Assert.Equal((reason is null ? ImportState.Done : ImportState.Failed, 0, 0), (broken.State, broken.New, broken.Gone));
        if (reason is not null)
            Assert.Contains(reason, broken.Reason, StringComparison.Ordinal);
        Assert.Null(await service.InDbAsync(db => db.Entries.Where(entry => entry.Id == id).Select(entry => entry.GoneSince).SingleAsync()));
    }

    [Fact]
    public async Task An_id_belongs_to_the_directory_that_had_it_first()
    {
        var id = Guid.CreateVersion7();
        using var folder = new TestDirectory().With("services.json", new[] { AService("Of the first", id) });
        await service.ImportAsync($"first{id:N}", folder.Path);

        var second = await service.ImportAsync($"second{id:N}", folder.With("services.json", new[] { AService("Of the second", id) }).Path);

        Assert.Equal($"The directory first{id:N} has an entry with this id.", Assert.Single(await service.ReportAsync(second.Id)).Reason);
        Assert.Equal("Of the first", await service.InDbAsync(db => db.Entries.Where(entry => entry.Id == id).Select(entry => entry.Name).SingleAsync()));
    }

    [Fact]
    public async Task The_back_office_imports_a_configured_directory_and_reads_the_report_page_by_page()
    {
        using var office = service.Client(CallerKinds.BackOffice);
        await (await office.PostAsJsonAsync("v1/imports", new { source = "https://example.org" })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-directory");
        using var nurse = service.Client(CallerKinds.Professional);
        await (await nurse.PostAsJsonAsync("v1/imports", new { source = "office" })).ExpectAsync(HttpStatusCode.Forbidden);

        var id = await (await office.PostAsJsonAsync("v1/imports", new { source = "office" })).IdAsync(HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => (await office.JsonAsync($"v1/imports/{id}")).Text("state") == "done", "the import to be done");

        Assert.Equal((2, 1), (await office.JsonAsync($"v1/imports/{id}")) is var done ? (done.GetProperty("new").GetInt32(), done.GetProperty("refused").GetInt32()) : default);
        var first = await office.JsonAsync($"v1/imports/{id}/entries?limit=2");
        var rest = await office.JsonAsync($"v1/imports/{id}/entries?limit=2&after={first.Text("next")}");
        Assert.Equal(3, first.Items().Concat(rest.Items()).Select(line => line.Text("place")).Distinct().Count());
        Assert.Equal("status is none of active, inactive, defunct, temporarily closed.", Assert.Single((await office.JsonAsync($"v1/imports/{id}/entries?outcome=refused")).Items()).Text("reason"));
        Assert.Contains((await office.JsonAsync("v1/imports")).Items(), import => import.GetProperty("id").GetGuid() == id);
    }

    private static string Broken(int how, int row, string id) => how switch
    {
        0 => """{"name":"without an id","status":"active"}""",
        1 => $$"""{"id":"{{row}}","name":"x","status":"active"}""",
        2 => $$"""{"id":"{{id}}-7000-8000-{{row:x12}}","status":"active"}""",
        3 => $$"""{"id":"{{id}}-7000-8000-{{row:x12}}","name":"x","status":"open"}""",
        4 => $$"""{"id":"{{id}}-7000-8000-{{row:x12}}","name":"x","status":"active","minimum_age":"twelve"}""",
        5 => $$"""{"id":"{{id}}-7000-8000-{{row:x12}}","name":"x","status":"active","schedules":"daily"}""",
        6 => "[]",
        _ => $$"""{"id":"{{id}}-7000-8000-{{row - 1:x12}}","name":"another with the same id","status":"active"}""",
    };

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Buurtzorg.SocialMap.dll"), .. arguments]) { RedirectStandardOutput = true };
        var settings = service.Services.GetRequiredService<IConfiguration>();
        foreach (var key in (string[])["Database:ConnectionString", "Broker:Uri", "Authentication:Issuer", "Authentication:ClientId", "Authentication:ClientSecret", "Install:TimeZone", "Encryption:CurrentKey", "Encryption:Keys:test", "Services:care-records"])
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = settings[key];
        return Process.Start(start)!;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var count = service.Database.CreateCommand(sql);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
