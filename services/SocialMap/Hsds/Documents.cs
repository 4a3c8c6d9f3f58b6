using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurtzorg.SocialMap.Hsds;

/// <summary>When a service can be visited on a weekday. Minutes after midnight; a day is 1 for Monday to 7 for Sunday.</summary>
internal sealed record OpenHours(short Day, short Opens, short Closes, DateOnly? From, DateOnly? Until);

/// <summary>A service at one of its locations.</summary>
internal sealed record Place(Guid Id, double? Latitude, double? Longitude);

/// <summary>What searching needs of a document.</summary>
internal static class Documents
{
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public static string? Text(this JsonObject document, string field) => document[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static decimal? Number(this JsonObject document, string field) => document[field] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<decimal>() : null;

    public static Guid? Id(this JsonObject document, string field = "id") => Guid.TryParse(document.Text(field), out var id) ? id : null;

    public static IEnumerable<JsonObject> List(this JsonObject document, string field) => (document[field] as JsonArray)?.OfType<JsonObject>() ?? [];

    public static short? Age(this JsonObject service, string field) => service.Number(field) is { } age ? (short)Math.Clamp(age, 0, 200) : null;

    /// <summary>The same for the same contents, in whatever order an object's fields and a list's parts stand.</summary>
    public static byte[] Hash(JsonObject document)
    {
        var text = new StringBuilder();
        Write(document, text);
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>What is looked through for words.</summary>
    public static string Words(JsonObject service)
    {
        IEnumerable<string?> texts =
        [
            service.Text("name"), service.Text("alternate_name"), service.Text("description"), service.Text("eligibility_description"),
            (service["organization"] as JsonObject)?.Text("name"), (service["organization"] as JsonObject)?.Text("alternate_name"),
            .. Terms(service).Select(term => term.Text("name")),
            .. service.List("service_at_locations").Select(place => (place["location"] as JsonObject)?.Text("name")),
        ];
        return string.Join('\n', texts.Where(text => text is not null));
    }

    public static IEnumerable<JsonObject> Terms(JsonObject service) => service.List("attributes").Select(attribute => attribute["taxonomy_term"]).OfType<JsonObject>();

    /// <summary>Words that no text can hold: the languages, terms and taxonomies that a search can ask for, and one for all.</summary>
    public static IEnumerable<string> Marks(JsonObject service)
    {
        var languages = service.List("languages").Select(language => language.Text("code"));
        var terms = service.List("attributes").Select(attribute => attribute.Id("taxonomy_term_id")).Concat(Terms(service).Select(term => term.Id()));
        var taxonomies = Terms(service).SelectMany(term => new[] { term.Id("taxonomy_id"), (term["taxonomy_detail"] as JsonObject)?.Id() });
        return new[] { Search.Marks.All }
            .Concat(languages.OfType<string>().Select(Search.Marks.Language))
            .Concat(terms.OfType<Guid>().Select(Search.Marks.Term))
            .Concat(taxonomies.OfType<Guid>().Select(Search.Marks.Taxonomy))
            .Distinct();
    }

    public static IEnumerable<Place> Places(JsonObject service) =>
        from place in service.List("service_at_locations")
        let location = place["location"] as JsonObject
        let latitude = (double?)location?.Number("latitude")
        let longitude = (double?)location?.Number("longitude")
        let onEarth = latitude is >= -85 and <= 85 && longitude is >= -180 and <= 180
        select new Place(place.Id()!.Value, onEarth ? latitude : null, onEarth ? longitude : null);

    public static DateOnly? AssuredOn(JsonObject service, DateOnly today)
    {
        var days = new[] { service.Text("assured_date"), service.Text("last_modified") }
            .Select(text => DateOnly.TryParseExact(text?[..Math.Min(10, text.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null);
        return days.Max() is { } latest ? latest > today ? today : latest : null;
    }

    /// <summary>Of schedules that name weekdays, also those of some weeks of the month only; a day without hours is open all day.</summary>
    public static IEnumerable<OpenHours> Hours(JsonObject service)
    {
        var places = service.List("service_at_locations").ToArray();
        var schedules = service.List("schedules").Concat(places.SelectMany(place => place.List("schedules")))
            .Concat(places.SelectMany(place => (place["location"] as JsonObject)?.List("schedules") ?? []));
        return (
            from schedule in schedules
            from day in (schedule.Text("byday") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            let weekday = Array.FindIndex(Days, name => day.EndsWith(name, StringComparison.OrdinalIgnoreCase)) + 1
            where weekday > 0
            let opens = Minutes(schedule.Text("opens_at")) ?? 0
            let closes = Minutes(schedule.Text("closes_at")) ?? 1440
            select new OpenHours((short)weekday, opens, closes > opens ? closes : (short)1440, Day(schedule.Text("valid_from")), Day(schedule.Text("valid_to")))).Distinct();
    }

    private static short? Minutes(string? time) => TimeOnly.TryParseExact(time?[..Math.Min(5, time.Length)], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        ? (short)(read.Hour * 60 + read.Minute) : null;

    private static DateOnly? Day(string? date) => DateOnly.TryParseExact(date?[..Math.Min(10, date.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject given:
                text.Append('{');
                foreach (var (name, value) in given.OrderBy(field => field.Key, StringComparer.Ordinal))
                {
                    text.Append(JsonSerializer.Serialize(name)).Append(':');
                    Write(value, text);
                    text.Append(',');
                }
                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                foreach (var part in list.OrderBy(part => (part as JsonObject)?.Text("id"), StringComparer.Ordinal))
                {
                    Write(part, text);
                    text.Append(',');
                }
                text.Append(']');
                break;
            default:
                text.Append(node?.ToJsonString());
                break;
        }
    }
}
