using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Buurtzorg.StaffWellbeing.Tests.Api;

/// <summary>
/// Somebody who knows who took a link when, and who answered when, reads everything that is stored, and tries to find out who answered what. Known people answer
/// in a known order, each something else; then every table is read row by row with the columns that PostgreSQL adds.
/// </summary>
public sealed class PulsePrivacyTests(PulseFixture service) : IClassFixture<PulseFixture>
{
    private static readonly int[][] Said = [[1, 5], [2, 4], [3, 3], [4, 2], [5, 1], [1, 1]];

    [Fact]
    public async Task Nothing_that_is_stored_holds_a_link_an_answer_or_its_time()
    {
        var team = await service.ATeamAsync(6);
        var before = await ReadEverythingAsync();
        var links = new List<string>();
        foreach (var member in Enumerable.Range(0, 6))
        {
            links.Add(await service.TakeLinkAsync(team, member));
            using var nobody = service.AnonymousClient();
            (await nobody.PostAsJsonAsync(links[member], new { values = Said[member] })).EnsureSuccessStatusCode();
        }
        var after = await ReadEverythingAsync();

        // Six people took a link and answered, and two rows are new: one for the links of the team, one for its answers.
        Assert.Equal(["public.pulse_links_taken 1", "public.pulse_rounds 1"], Grown(before, after));
        foreach (var link in links)
        {
            var bytes = Guid.Parse(link["v1/pulse/".Length..]).ToByteArray(bigEndian: true);
            foreach (var form in new[] { link["v1/pulse/".Length..], Convert.ToHexString(bytes), Convert.ToBase64String(bytes) })
                Assert.DoesNotContain(after.Values.SelectMany(rows => rows), row => row.Contains(form, StringComparison.OrdinalIgnoreCase));
        }
        await using var columns = service.Database.CreateCommand("SELECT string_agg(table_name || '.' || column_name || ' ' || data_type, ', ' ORDER BY table_name, column_name) FROM information_schema.columns WHERE table_name IN ('pulse_rounds', 'pulse_links_taken')");
        Assert.Equal(
            "pulse_links_taken.month date, pulse_links_taken.people ARRAY, pulse_links_taken.team_id uuid, pulse_rounds.box bytea, pulse_rounds.month date, pulse_rounds.number integer, pulse_rounds.questions jsonb, pulse_rounds.spent ARRAY, pulse_rounds.team_id uuid",
            await columns.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Neither_order_nor_transaction_nor_place_of_a_row_leads_from_a_person_to_an_answer()
    {
        var team = await service.ATeamAsync(6);
        var order = new[] { 3, 0, 5, 1, 4, 2 };
        var links = new Dictionary<int, string>();
        foreach (var member in order)
            links[member] = await service.TakeLinkAsync(team, member);
        using var nobody = service.AnonymousClient();
        foreach (var member in order)
            (await nobody.PostAsJsonAsync(links[member], new { values = Said[member] })).EnsureSuccessStatusCode();

        // Order: people stand by their ids and spent links by their random numbers, whoever was first.
        var people = await OneAsync<Guid[]>("SELECT people FROM pulse_links_taken WHERE team_id = $1", team.Id);
        var spent = await OneAsync<long[]>("SELECT spent FROM pulse_rounds WHERE team_id = $1", team.Id);
        Assert.Equal(team.Members.OrderBy(id => id.ToString(), StringComparer.Ordinal), people);
        Assert.Equal(spent.Order(), spent);
        Assert.Equal(spent, order.Select(member => PulseBox.NumberOf(Guid.Parse(links[member]["v1/pulse/".Length..]))).Order());

        // Transaction and place: the one row of the answers was written last by the last answer, the one row of the links by the last who took one. No row of
        // anything else was written in the transaction of an answer.
        var (xmin, ctid) = (await OneAsync<string>("SELECT xmin::text FROM pulse_rounds WHERE team_id = $1", team.Id), await OneAsync<string>("SELECT ctid::text FROM pulse_rounds WHERE team_id = $1", team.Id));
        Assert.NotEqual(xmin, await OneAsync<string>("SELECT xmin::text FROM pulse_links_taken WHERE team_id = $1", team.Id));
        foreach (var (table, rows) in await ReadEverythingAsync())
            Assert.DoesNotContain(rows, row => row.StartsWith($"{xmin} ", StringComparison.Ordinal) && !row.StartsWith($"{xmin} {ctid} ", StringComparison.Ordinal) && table != "public.pulse_rounds");
    }

    [Fact]
    public async Task Who_copies_the_table_after_every_answer_sees_no_counter_move()
    {
        var team = await service.ATeamAsync(6);
        List<byte[]> copies = [];
        foreach (var member in Enumerable.Range(0, 6))
        {
            await service.AnswerAsync(team, member, Said[member]);
            copies.Add(await OneAsync<byte[]>("SELECT box FROM pulse_rounds WHERE team_id = $1", team.Id));
        }

        Assert.Single(copies.Select(box => box.Length).Distinct());
        var same = copies.Zip(copies.Skip(1), (one, next) => Enumerable.Range(5, one.Length - 5).Count(at => one[at] == next[at]) / (double)(one.Length - 5));
        Assert.All(same, share => Assert.InRange(share, 0, 0.25)); // two random strings of bytes share one in 256; the counters of one answer would share nearly all
    }

    [Fact]
    public async Task Neither_the_outbox_nor_the_keys_of_repeated_requests_nor_the_log_know_of_it()
    {
        var team = await service.ATeamAsync(6);
        var logs = new ConcurrentQueue<string>();
        using var provider = new Capture(logs);
        service.Services.GetRequiredService<ILoggerFactory>().AddProvider(provider);
        var before = await OneAsync<long>("SELECT (SELECT count(*) FROM platform.outbox) + (SELECT count(*) FROM platform.idempotency) + (SELECT count(*) FROM platform.inbox)");

        List<string> links = [];
        foreach (var member in Enumerable.Range(0, 6))
        {
            // Clients that send a key everywhere.
            using var me = team.As(member);
            me.DefaultRequestHeaders.Add("Idempotency-Key", $"{team.Members[member]}");
            links.Add((await (await me.PostAsJsonAsync("v1/my-pulse/link", new { teamId = team.Id })).Content.ReadFromJsonAsync<PulseLink>())!.Link["/staff-wellbeing/".Length..]);
            using var nobody = service.AnonymousClient();
            nobody.DefaultRequestHeaders.Add("Idempotency-Key", $"{team.Members[member]}");
            (await nobody.PostAsJsonAsync(links[member], new { values = Said[member] })).EnsureSuccessStatusCode();
        }

        Assert.Equal(before, await OneAsync<long>("SELECT (SELECT count(*) FROM platform.outbox) + (SELECT count(*) FROM platform.idempotency) + (SELECT count(*) FROM platform.inbox)"));
        foreach (var trace in links.Select(link => link["v1/pulse/".Length..]).Concat(team.Members.Select(person => $"{person}")))
            Assert.DoesNotContain(logs, line => line.Contains(trace, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task After_the_month_coarse_figures_are_left_and_nothing_of_a_group_of_four()
    {
        await using var own = new PulseFixture();
        await own.InitializeAsync();
        var (four, five, seven) = (await own.ATeamAsync(6), await own.ATeamAsync(5), await own.ATeamAsync(8));
        foreach (var member in Enumerable.Range(0, 4))
            await own.AnswerAsync(four, member, 4, 4);
        foreach (var member in Enumerable.Range(0, 5))
            await own.AnswerAsync(five, member, 5, 1);
        foreach (var member in Enumerable.Range(0, 7))
            await own.AnswerAsync(seven, member, 1 + member % 5, 3);

        Assert.Empty((await seven.As(0).GetAsync<Page<ShownPulseFigure>>($"v1/teams/{seven.Id}/pulse")).Items); // no figure while the month lasts: none that one answer moves
        await own.EndMonthAsync();
        await own.EndMonthAsync();

        Assert.Empty((await four.As(0).GetAsync<Page<ShownPulseFigure>>($"v1/teams/{four.Id}/pulse")).Items);
        Assert.Equal("5: 4.5 1.5", Say((await five.As(0).GetAsync<Page<ShownPulseFigure>>($"v1/teams/{five.Id}/pulse")).Items.Single()));
        Assert.Equal("5: 2.5 3.0", Say((await seven.As(0).GetAsync<Page<ShownPulseFigure>>($"v1/teams/{seven.Id}/pulse")).Items.Single()));
        await using var left = own.Database.CreateCommand("SELECT (SELECT count(*) FROM pulse_rounds) + (SELECT count(*) FROM pulse_links_taken)");
        Assert.Equal(0L, await left.ExecuteScalarAsync());
    }

    private static string Say(ShownPulseFigure figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Answers}: {string.Join(' ', figure.Questions.Select(question => question.Average.ToString("0.0", CultureInfo.InvariantCulture)))}");

    private async Task<T> OneAsync<T>(string sql, Guid? teamId = null)
    {
        await using var select = service.Database.CreateCommand(sql);
        if (teamId is { } id)
            select.Parameters.AddWithValue(id);
        return (T)(await select.ExecuteScalarAsync())!;
    }

    /// <summary>Every row of every table as text, begun by the transaction that wrote it and its place.</summary>
    private async Task<Dictionary<string, List<string>>> ReadEverythingAsync()
    {
        Dictionary<string, List<string>> tables = [];
        await using (var names = service.Database.CreateCommand("SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'pulse_questions'"))
        await using (var reader = await names.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                tables[reader.GetString(0)] = [];
        foreach (var (table, rows) in tables)
        {
            await using var select = service.Database.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT xmin || ' ' || ctid || ' ' || r::text FROM {table} r"));
            await using var reader = await select.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
        }
        return tables;
    }

    // Other tests of the class do not run meanwhile; the relay keeps house in the platform's own tables.
    private static IEnumerable<string> Grown(Dictionary<string, List<string>> before, Dictionary<string, List<string>> after) =>
        after.Where(table => table.Value.Count > before[table.Key].Count && table.Key != "platform.relay").Select(table => $"{table.Key} {table.Value.Count - before[table.Key].Count}").Order(StringComparer.Ordinal);

    private sealed class Capture(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
