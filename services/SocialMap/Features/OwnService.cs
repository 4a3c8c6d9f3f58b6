using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Search;

namespace Buurtzorg.SocialMap.Features;

/// <summary>What a team knows of a service that no directory has. It is published in the words of HSDS 3.0 like every other.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Organization">Who offers it; may be people of the street.</param>
/// <param name="Description">What happens there.</param>
/// <param name="Status">Whether one can go there.</param>
/// <param name="Url">Its page.</param>
/// <param name="Email">To ask.</param>
/// <param name="Phone">To ask.</param>
/// <param name="Cost">What it costs, in minor units of the currency; 0 is free, left out is not known.</param>
/// <param name="Currency">ISO 4217; needed with a cost.</param>
/// <param name="MinimumAge">From this age.</param>
/// <param name="MaximumAge">Up to and including this age.</param>
/// <param name="Eligibility">For whom else it is.</param>
/// <param name="Languages">Spoken there, codes of ISO 639.</param>
/// <param name="Open">When.</param>
/// <param name="Location">Where; left out for what comes to people's homes.</param>
/// <param name="TaxonomyTermIds">What kind of thing it is, in the terms that a directory brought.</param>
public sealed record OwnService(
    [StringLength(200, MinimumLength = 1)] string Name,
    [StringLength(200, MinimumLength = 1)] string Organization,
    [StringLength(4000, MinimumLength = 1)] string Description,
    OwnStatus Status = OwnStatus.Active,
    [Url] string? Url = null,
    [EmailAddress] string? Email = null,
    [RegularExpression(@"\+?[0-9 ()-]{5,25}", ErrorMessage = "Phone has digits and spaces, with + before a country.")] string? Phone = null,
    [Range(0, 10_000_000)] int? Cost = null,
    [RegularExpression("[A-Z]{3}")] string? Currency = null,
    [Range(0, 130)] int? MinimumAge = null,
    [Range(0, 130)] int? MaximumAge = null,
    [StringLength(1000)] string? Eligibility = null,
    [MaxLength(10)] IReadOnlyList<string>? Languages = null,
    [MaxLength(20)] IReadOnlyList<OwnHours>? Open = null,
    OwnLocation? Location = null,
    [MaxLength(20)] IReadOnlyList<Guid>? TaxonomyTermIds = null);

/// <summary>Whether one can go there.</summary>
public enum OwnStatus
{
    /// <summary>Yes.</summary>
    Active,

    /// <summary>Later again.</summary>
    TemporarilyClosed,

    /// <summary>It ended.</summary>
    Defunct,
}

/// <summary>Open every week on a day.</summary>
public sealed record OwnHours(Weekday Day, TimeOnly OpensAt, TimeOnly ClosesAt);

/// <summary>Where it is. Without coordinates it lies where its postcode lies.</summary>
public sealed record OwnLocation(
    [StringLength(200, MinimumLength = 1)] string Name,
    [StringLength(200, MinimumLength = 1)] string Address,
    [StringLength(12, MinimumLength = 2)] string Postcode,
    [StringLength(100, MinimumLength = 1)] string City,
    [StringLength(100, MinimumLength = 1)] string Province,
    [RegularExpression("[A-Z]{2}")] string Country,
    [Range(-85.0, 85.0)] double? Latitude = null,
    [Range(-180.0, 180.0)] double? Longitude = null);

/// <summary>Writes what a team knows in the words of HSDS. The id of a part follows from the service and what it is, so that it stays the same.</summary>
internal static class OwnDocument
{
    public static Refusal? Decide(OwnService told) => told switch
    {
        { Cost: not null, Currency: null } => Refusal.Invalid("currency-missing", "Say in which currency, such as EUR."),
        _ when told.MinimumAge > told.MaximumAge => Refusal.Invalid("ages-crossed", "The minimum age lies above the maximum age."),
        _ when told.Languages?.Any(code => code.Length is not (2 or 3) || !code.All(char.IsAsciiLetter)) is true => Refusal.Invalid("unknown-language", "A language is a code of two or three letters, such as nl."),
        _ when told.Open?.Any(hours => hours.ClosesAt <= hours.OpensAt) is true => Refusal.Invalid("closes-before-it-opens", "It would close before it opens; what lasts past midnight closes at 23:59."),
        { Location: { Latitude: null, Longitude: not null } or { Latitude: not null, Longitude: null } } => Refusal.Invalid("half-a-coordinate", "Give both latitude and longitude, or neither."),
        _ => null,
    };

    public static async Task<JsonObject> OfAsync(Guid id, OwnService told, Postcodes postcodes, IReadOnlyDictionary<Guid, JsonObject> terms, DateTimeOffset now, CancellationToken ct)
    {
        string Part(params string[] path) => PartId(id, path).ToString();
        var document = new JsonObject
        {
            ["id"] = id.ToString(),
            ["name"] = told.Name,
            ["description"] = told.Description,
            ["status"] = told.Status switch { OwnStatus.Active => "active", OwnStatus.Defunct => "defunct", _ => "temporarily closed" },
            ["assured_date"] = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["last_modified"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["organization"] = new JsonObject { ["id"] = Part("organization"), ["name"] = told.Organization, ["description"] = told.Organization },
        };
        if (told.Url is not null) document["url"] = told.Url;
        if (told.Email is not null) document["email"] = told.Email;
        if (told.Eligibility is not null) document["eligibility_description"] = told.Eligibility;
        if (told.MinimumAge is { } from) document["minimum_age"] = from;
        if (told.MaximumAge is { } until) document["maximum_age"] = until;
        if (told.Phone is not null)
            document["contacts"] = new JsonArray(new JsonObject { ["id"] = Part("contact"), ["phones"] = new JsonArray(new JsonObject { ["id"] = Part("phone"), ["number"] = told.Phone }) });
        if (told.Cost is { } cost)
            document["cost_options"] = new JsonArray(new JsonObject { ["id"] = Part("cost"), ["option"] = told.Cost == 0 ? "free" : "standard", ["amount"] = cost / 100m, ["currency"] = told.Currency });
        Add("languages", told.Languages?.Distinct().Select(code => new JsonObject { ["id"] = Part("language", code), ["code"] = code.ToLowerInvariant() }));
        Add("schedules", told.Open?.Select((hours, number) => new JsonObject
        {
            ["id"] = Part("schedule", $"{number}"),
            ["freq"] = "WEEKLY",
            ["byday"] = hours.Day.ToString()[..2].ToUpperInvariant(),
            ["opens_at"] = hours.OpensAt.ToString("HH:mm", CultureInfo.InvariantCulture),
            ["closes_at"] = hours.ClosesAt.ToString("HH:mm", CultureInfo.InvariantCulture),
        }));
        Add("attributes", told.TaxonomyTermIds?.Distinct().Select(term => new JsonObject
        {
            ["id"] = Part("attribute", $"{term}"),
            ["link_id"] = id.ToString(),
            ["link_type"] = "taxonomy_term",
            ["taxonomy_term_id"] = term.ToString(),
            ["taxonomy_term"] = terms[term].DeepClone(),
        }));
        if (told.Location is { } location)
            document["service_at_locations"] = new JsonArray(new JsonObject { ["id"] = Part("place"), ["service_id"] = id.ToString(), ["location"] = await PlaceAsync(location, Part, postcodes, ct) });
        return document;

        void Add(string list, IEnumerable<JsonObject>? parts)
        {
            if (parts?.ToArray<JsonNode?>() is { Length: > 0 } some)
                document[list] = new JsonArray(some);
        }
    }

    private static Guid PartId(Guid serviceId, string[] path) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{serviceId} {string.Join(' ', path)}")).AsSpan(0, 16), bigEndian: true);

    private static async Task<JsonObject> PlaceAsync(OwnLocation told, Func<string[], string> part, Postcodes postcodes, CancellationToken ct)
    {
        var location = new JsonObject
        {
            ["id"] = part(["location"]),
            ["location_type"] = "physical",
            ["name"] = told.Name,
            ["addresses"] = new JsonArray(new JsonObject
            {
                ["id"] = part(["address"]),
                ["address_1"] = told.Address,
                ["city"] = told.City,
                ["state_province"] = told.Province,
                ["postal_code"] = told.Postcode,
                ["country"] = told.Country,
                ["address_type"] = "physical",
            }),
        };
        var (latitude, longitude) = (told.Latitude, told.Longitude);
        if (latitude is null && await postcodes.FindAsync(told.Postcode, ct) is { } lies)
            (latitude, longitude) = (lies.Latitude, lies.Longitude);
        if (latitude is not null)
            (location["latitude"], location["longitude"]) = (latitude, longitude);
        return location;
    }
}
