using System.Net;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

/// <summary>Breaks the log on purpose, so it has a host of its own.</summary>
public sealed class AccessLogTests(CareRecordsHost service) : IClassFixture<CareRecordsHost>
{
    [Fact]
    public async Task The_log_is_paged_newest_first_and_narrowed_by_time()
    {
        var client = await service.AdmitAsync();
        var address = $"v1/clients/{client.Id}/access-log";
        for (var i = 0; i < 4; i++)
            await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);

        var first = await client.Http.GetAsync($"{address}?limit=3", HttpStatusCode.OK);
        var rest = await client.Http.GetAsync($"{address}?limit=10&after={first.Text("next")}", HttpStatusCode.OK);

        Assert.Equal(["access-log", "record", "record"], first.Items().Select(entry => entry.Text("what")));
        Assert.Equal(["record", "record", "admission"], rest.Items().Select(entry => entry.Text("what")));
        var at = first.Items()[0].Text("at");
        Assert.Matches("^[0-9-]{10}T[0-9:]{8}Z$", at);
        Assert.Empty((await client.Http.GetAsync($"{address}?to=2020-01-01T00:00:00Z", HttpStatusCode.OK)).Items());
        Assert.Empty((await client.Http.GetAsync($"{address}?from=2999-01-01T01:00:00%2B01:00", HttpStatusCode.OK)).Items());
        Assert.Empty((await client.Http.GetAsync($"{address}?after={Guid.CreateVersion7()}", HttpStatusCode.OK)).Items());
        Assert.NotEmpty((await client.Http.GetAsync($"{address}?from={at}", HttpStatusCode.OK)).Items());
        await client.Http.GetAsync($"{address}?from=yesterday", HttpStatusCode.BadRequest);
        await client.Http.GetAsync($"{address}?limit=201", HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("UPDATE access_entries SET allowed = true")]
    [InlineData("DELETE FROM access_entries")]
    [InlineData("TRUNCATE access_entries")]
    [InlineData("DELETE FROM access_chains")]
    [InlineData("TRUNCATE access_chains CASCADE")]
    public async Task The_log_is_only_ever_appended_to(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => service.ExecuteAsync(sql));

        Assert.Equal("The access log is only ever appended to.", refused.MessageText);
    }

    [Fact]
    public async Task Many_looks_at_once_make_one_unbroken_chain()
    {
        var client = await service.AdmitAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK)));

        Assert.Equal(21, await service.ScalarAsync<long>($"SELECT count(*) FROM access_entries WHERE client_id = '{client.Id}'"));
        Assert.Equal(0, await CommandAsync());
    }

    [Theory]
    [InlineData("UPDATE access_entries SET allowed = NOT allowed WHERE client_id = '{0}' AND number = 2", 2)]
    [InlineData("UPDATE access_entries SET at = at + interval '1 hour' WHERE client_id = '{0}' AND number = 1", 1)]
    [InlineData("DELETE FROM access_entries WHERE client_id = '{0}' AND number = 2", 3)]
    public async Task Whoever_gets_around_the_guard_is_found_out(string tampering, int brokenAt)
    {
        var client = await service.AdmitAsync();
        for (var i = 0; i < 3; i++)
            await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);
        var id = await service.ScalarAsync<Guid>($"SELECT id FROM access_entries WHERE client_id = '{client.Id}' AND number = {brokenAt}");
        var kept = await KeepAsync(client.Id);

        await AsSuperuserAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, client.Id));

        Assert.StartsWith($"Broken at entry {id}, number {brokenAt} of client {client.Id}", (await VerifyAsync()).FirstBroken, StringComparison.Ordinal);
        await PutBackAsync(client.Id, kept);
    }

    [Fact]
    public async Task Cutting_off_the_end_is_found_out()
    {
        var client = await service.AdmitAsync();
        await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);
        var kept = await KeepAsync(client.Id);

        await AsSuperuserAsync($"DELETE FROM access_entries WHERE client_id = '{client.Id}' AND number = 2");

        Assert.Equal(1, await CommandAsync());
        Assert.StartsWith($"Broken after number 1 of client {client.Id}", (await VerifyAsync()).FirstBroken, StringComparison.Ordinal);
        await PutBackAsync(client.Id, kept);
    }

    [Fact]
    public async Task Taking_a_whole_chain_away_is_found_out()
    {
        var client = await service.AdmitAsync();
        var kept = await KeepAsync(client.Id);

        await AsSuperuserAsync($"CREATE TABLE chains_kept AS SELECT * FROM access_chains; DELETE FROM access_entries WHERE client_id = '{client.Id}'; DELETE FROM access_chains WHERE client_id = '{client.Id}'");

        Assert.StartsWith($"Broken at the beginning for client {client.Id}", (await VerifyAsync()).FirstBroken, StringComparison.Ordinal);
        await AsSuperuserAsync($"INSERT INTO access_chains SELECT * FROM chains_kept WHERE client_id = '{client.Id}'; DROP TABLE chains_kept");
        await PutBackAsync(client.Id, kept);
        Assert.Null((await VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task Where_the_log_cannot_be_written_the_data_does_not_leave()
    {
        var client = await service.AdmitAsync();
        await service.ExecuteAsync("ALTER TABLE access_entries RENAME TO access_entries_away");
        try
        {
            var refused = await service.Assistant.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.ServiceUnavailable);
            Assert.StartsWith("The access log cannot be written", refused.Text("detail"), StringComparison.Ordinal);
            Assert.DoesNotContain("Voorbeeldsma", refused.ToString(), StringComparison.Ordinal);
            await service.Assistant.GetAsync($"v1/clients?teamId={service.Oost}", HttpStatusCode.ServiceUnavailable);
            await service.NurseOfWest.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.ServiceUnavailable);
            await service.Scheduling.PostAsync("v1/access-decisions", new { clientId = client.Id, personId = client.PersonId, kind = "citizen", scope = "schedule", what = "visits" }, HttpStatusCode.ServiceUnavailable);
            await service.Billing.PostAsync("v1/identities/_resolve", new { purpose = "claim", clientIds = new[] { client.Id } }, HttpStatusCode.ServiceUnavailable);
            await service.Scheduling.PostAsync("v1/access-entries", new { entries = new object[] { new { clientId = client.Id, personId = client.PersonId, kind = "citizen", what = "visits", basis = "team" } } }, HttpStatusCode.ServiceUnavailable);
            await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/assessments", CareTests.Assessment(), HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            await service.ExecuteAsync("ALTER TABLE access_entries_away RENAME TO access_entries");
        }
        Assert.Empty((await service.Assistant.GetAsync($"v1/clients/{client.Id}/assessments", HttpStatusCode.OK)).Items());
    }

    [Fact]
    public async Task Every_change_is_in_the_log_once_the_answer_is_there()
    {
        var client = await service.AdmitAsync();
        await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/assessments", CareTests.Assessment(), HttpStatusCode.Created);
        await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/indications", CareTests.Indication(), HttpStatusCode.Created);
        await service.DistrictNurse.PutAsync($"v1/clients/{client.Id}/care-plan", CareTests.Plan(), HttpStatusCode.NoContent);

        Assert.Equal(
            ["You looked at your access log", "A member of your team changed your care plan", "A member of your team changed your indications", "A member of your team changed your assessments", "A member of your team recorded your admission"],
            await service.WordsAsync(client));
    }

    private async Task<int> CommandAsync()
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await VerifyAccessLog.Run(scope.ServiceProvider.GetRequiredService<CareRecordsDb>(), CancellationToken.None);
    }

    private async Task<VerifyAccessLog.Finding> VerifyAsync()
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await VerifyAccessLog.WalkAsync(scope.ServiceProvider.GetRequiredService<CareRecordsDb>(), CancellationToken.None);
    }

    private Task AsSuperuserAsync(string sql) => service.ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {sql}; COMMIT");

    private async Task<string> KeepAsync(Guid clientId) =>
        await service.ScalarAsync<string>($"SELECT json_agg(entry)::text FROM access_entries entry WHERE client_id = '{clientId}'");

    private Task PutBackAsync(Guid clientId, string kept) =>
        AsSuperuserAsync($"DELETE FROM access_entries WHERE client_id = '{clientId}'; INSERT INTO access_entries SELECT * FROM json_populate_recordset(NULL::access_entries, '{kept}')");
}
