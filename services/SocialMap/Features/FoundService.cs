using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Buurtzorg.SocialMap.Hsds;
using Buurtzorg.SocialMap.Search;

namespace Buurtzorg.SocialMap.Features;

/// <summary>A service in the list of what was found.</summary>
/// <param name="Id">The service.</param>
/// <param name="Name">As its organisation calls it.</param>
/// <param name="Organization">Who offers it.</param>
/// <param name="Description">The beginning of it.</param>
/// <param name="Status"><c>active</c> or <c>temporarily closed</c>.</param>
/// <param name="Alert">What one has to know before going.</param>
/// <param name="FreshOn">When somebody last assured that it is so; null when nobody did.</param>
/// <param name="Stale">That is more than a year ago, or never: ask before you go.</param>
/// <param name="Source">The directory it comes from; null for an entry of a team.</param>
/// <param name="Place">Where, when it was searched by distance or has one place.</param>
public sealed record FoundService(
    Guid Id, string Name, string? Organization, string? Description, string? Status, string? Alert, DateOnly? FreshOn, bool Stale, string? Source, FoundPlace? Place)
{
    private const int Beginning = 240;

    internal static FoundService Of(Entry entry, Hit hit, DateOnly today)
    {
        var document = JsonNode.Parse(entry.Document)!.AsObject();
        var description = document.Text("description");
        return new(entry.Id, entry.Name, (document["organization"] as JsonObject)?.Text("name"),
            description is { Length: > Beginning } ? description[..Beginning] + "…" : description,
            entry.Status, document.Text("alert"), Freshness.Shown(entry.FreshOn), Freshness.IsStale(entry.FreshOn, today), entry.Source,
            FoundPlace.Of(document, hit));
    }
}

/// <summary>Where a service is.</summary>
/// <param name="Id">The service at this location.</param>
/// <param name="Name">The location.</param>
/// <param name="Address">Street and number.</param>
/// <param name="Postcode">The postcode.</param>
/// <param name="City">The city.</param>
/// <param name="Metres">From the postcode that was searched near, as the crow flies, rounded to ten.</param>
public sealed record FoundPlace(Guid Id, string? Name, string? Address, string? Postcode, string? City, int? Metres)
{
    internal static FoundPlace? Of(JsonObject service, Hit hit)
    {
        var places = service.List("service_at_locations").ToArray();
        if (places.Length == 0 || hit.Metres is null && places.Length > 1)
            return null;
        var place = places[Math.Min(hit.Place, places.Length - 1)];
        var location = place["location"] as JsonObject;
        var address = location?.List("addresses").OrderBy(address => address.Text("address_type") == "physical" ? 0 : 1).FirstOrDefault();
        return new(place.Id()!.Value, location?.Text("name"), address?.Text("address_1"), address?.Text("postal_code"), address?.Text("city"), hit.Metres is { } metres ? (int)(Math.Round(metres / 10) * 10) : null);
    }
}
