using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Services;
using Npgsql;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// What a page of the social map costs where the neighbourhood has 1,000 services and where it has 100,000, over the API: first the small directory is
/// imported and searched, then the large one, of which it is a part. The ratio is that of the medians, of each way to search by itself.
/// </summary>
internal static class SearchPages
{
    private const int Few = 1_000, Many = 100_000, Rounds = 60;
    private const double Latitude = 53.3200, Longitude = 6.8600;

    private static readonly (string What, string Query)[] Searches =
    [
        ("the freshest", ""),
        ("a word", $"text={GeneratedDirectory.Word(12)}"),
        ("two words", $"text={GeneratedDirectory.Word(12)}+{GeneratedDirectory.Word(30)}"),
        ("a word with a typing mistake", $"text={GeneratedDirectory.Word(12).Remove(3, 1)}"),
        ("near", "near=9901AB"),
        ("near, a word", $"near=9901AB&text={GeneratedDirectory.Word(12)}"),
        ("near, open on a day and hour", "near=9901AB&day=tuesday&at=10:00"),
        ("near, for an age and a language", "near=9901AB&age=70&language=sv"),
        ("near, a word, a day, an age, a language", $"near=9901AB&text={GeneratedDirectory.Word(12)}&day=tuesday&at=10:00&age=70&language=nl"),
    ];

    public static async Task<Measured[]> MeasureAsync(CancellationToken ct)
    {
        await using var platform = await BenchInstallation.StartAsync(replicas: 1, ct, "max_wal_size = '4GB'");
        var directory = new GeneratedDirectory(Latitude, Longitude);
        using var nurse = await SignedInAsync(platform, ct);
        var few = await ImportAndSearchAsync(platform, directory, Few, nurse, ct);
        var many = await ImportAndSearchAsync(platform, directory, Many, nurse, ct);

        var ratios = Searches.Select(search => (search.What, Ratio: many.Medians[search.What] / few.Medians[search.What])).ToArray();
        return
        [
            new($"page of a search, {Many:N0} services against {Few:N0}, all ways together", $"{many.Medians.Values.Sum() / few.Medians.Values.Sum():0.00}", "1"),
            .. ratios.Select(search => new Measured($"of that, {search.What}: {few.Medians[search.What]:0.0} ms, then {many.Medians[search.What]:0.0} ms", $"{search.Ratio:0.00}")),
            new($"import of {Many:N0} services, of which {Few:N0} were there", $"{many.Import.TotalSeconds:0} s"),
        ];
    }

    private static async Task<(Dictionary<string, double> Medians, TimeSpan Import)> ImportAndSearchAsync(BenchInstallation platform, GeneratedDirectory directory, int services, HttpClient nurse, CancellationToken ct)
    {
        var folder = Path.Combine(BenchInstallation.Folder, $"directory-{services}");
        directory.Write(folder, services);
        Screen.Say($"Importing {services:N0} services.");
        var since = Stopwatch.GetTimestamp();
        await Tool.RunAsync(platform.Wiring.CommandOf(ServiceTable.Find("social-map"), "import", "bench", folder), platform.Wiring.Logs, ct);
        var import = Stopwatch.GetElapsedTime(since);
        await using (var database = NpgsqlDataSource.Create(platform.DatabaseOf("social-map", "social_map")))
        {
            var found = await BenchInstallation.CountAsync(database, "SELECT count(DISTINCT service_id) FROM service_words", ct);
            if (found != services) throw new LauncherException($"{found} of {services} services can be found.");
            await BenchInstallation.RunAsync(database, "VACUUM ANALYZE", ct);
        }
        // Round by round, so that what else happens on the machine meets every way to search alike.
        var times = Searches.ToDictionary(search => search.What, _ => new List<double>());
        for (var round = -5; round < Rounds; round++)
            foreach (var (what, query) in Searches)
            {
                var begun = Stopwatch.GetTimestamp();
                using var page = await nurse.GetAsync($"v1/services?limit=10&{query}", ct);
                var body = await page.Content.ReadFromJsonAsync<JsonElement>(ct);
                if (!page.IsSuccessStatusCode) throw new LauncherException($"The social map does not answer: {body}");
                if (body.GetProperty("items").GetArrayLength() != 10) throw new LauncherException($"'{what}' finds only {body.GetProperty("items").GetArrayLength()} of {services}; it measures no full page.");
                if (round >= 0) times[what].Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        return (times.ToDictionary(search => search.Key, search => search.Value.Median()), import);
    }

    private static async Task<HttpClient> SignedInAsync(BenchInstallation platform, CancellationToken ct)
    {
        using var access = new Access(platform.Gateway);
        var nurse = (await access.PersonasAsync(ct)).First(persona => persona.Kind == "professional");
        var token = await access.TokenAsync(nurse.Name, null, ct);
        return new HttpClient { BaseAddress = new(platform.Wiring.PublicAddressOf(ServiceTable.Find("social-map"))), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }
}
