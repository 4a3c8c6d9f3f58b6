using System.Globalization;
using System.Text.Json;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// A directory of any size for one town, always the same: words as unequally common as in a language, places all over the town, opening hours, ages and
/// languages as neighbourhoods have them. The first thousand services are the first thousand of the large one.
/// </summary>
internal sealed class GeneratedDirectory(double latitude, double longitude)
{
    private const int Words = 20_000, WordsEach = 25;
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], Languages = ["nl", "nl", "nl", "nl", "en", "nl", "sv", "nl", "nl", "ar"];
    private static readonly string[] Syllables = ["ba", "wan", "koor", "tui", "ler", "zwem", "bor", "duin", "fiet", "gro", "haag", "jur", "kin", "lom", "mar", "nes", "pol", "rie", "stam", "veld"];

    /// <summary>The word with this rank; 0 is the most common.</summary>
    public static string Word(int rank) => string.Concat(Syllables[rank % 20], Syllables[rank / 20 % 20], Syllables[rank / 400 % 20], Syllables[rank / 8000 % 20]);

    public void Write(string folder, int services)
    {
        Directory.CreateDirectory(folder);
        using var stream = File.Create(Path.Combine(folder, "services.json"));
        using var json = new Utf8JsonWriter(stream);
        var random = new Random(9900);
        json.WriteStartArray();
        for (var number = 0; number < services; number++)
        {
            JsonSerializer.Serialize(json, Service(number, random));
            if (number % 1000 == 0) json.Flush();
        }
        json.WriteEndArray();
    }

    private object Service(int number, Random random)
    {
        // 1/rank, as in Zipf's law, from the tenth on: nobody searches for "the".
        string Zipf() => Word((int)(10 * Math.Pow(Words / 10.0, random.NextDouble())));
        var assured = new DateOnly(2026, 10, 1).AddDays(-random.Next(900));
        return new
        {
            id = Id(number, 1),
            name = $"{Zipf()} {Zipf()}",
            status = "active",
            description = string.Join(' ', Enumerable.Range(0, WordsEach).Select(_ => Zipf())),
            assured_date = assured.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            minimum_age = random.Next(4) == 0 ? 65 : random.Next(4) == 0 ? 18 : 0,
            languages = new[] { new { id = Id(number, 2), code = Languages[random.Next(Languages.Length)] } },
            schedules = Enumerable.Range(0, 1 + random.Next(2)).Select(schedule => new
            {
                id = Id(number, 10 + schedule),
                freq = "WEEKLY",
                byday = string.Join(',', Days.Where(_ => random.Next(3) == 0).DefaultIfEmpty("WE")),
                opens_at = $"{8 + random.Next(8):00}:00",
                closes_at = $"{17 + random.Next(5):00}:00",
            }),
            service_at_locations = new[]
            {
                new
                {
                    id = Id(number, 3),
                    location = new { id = Id(number, 4), location_type = "physical", name = "Huis", latitude = latitude + (random.NextDouble() - 0.5) / 5, longitude = longitude + (random.NextDouble() - 0.5) / 3 },
                },
            },
        };
    }

    private static Guid Id(int number, int part) => Guid.Parse($"01920000-0000-7000-8{part:x3}-{number:x12}");
}
