using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Hsds;

namespace Buurtzorg.SocialMap.OpenReferral;

/// <summary>The same entry as the standard shows it: thin in a list, whole at its address.</summary>
internal static class Shapes
{
    /// <summary>With what there is one of, and no lists.</summary>
    public static JsonObject Thin(JsonObject whole) => new(whole
        .Where(field => field.Value is JsonValue or JsonObject)
        .Select(field => KeyValuePair.Create(field.Key, field.Value is JsonObject part ? Thin(part) : field.Value?.DeepClone())));

    /// <summary>A service at one of its locations, with the service in it; null when the service has no such place.</summary>
    public static JsonObject? AtLocation(JsonObject service, Guid id, bool thin)
    {
        if (service.List("service_at_locations").FirstOrDefault(place => place.Id() == id) is not { } found)
            return null;
        var place = thin ? Thin(found) : (JsonObject)found.DeepClone();
        place["service_id"] = service.Text("id");
        if (place["location"] is JsonObject location)
            place["location_id"] = location.Text("id");
        var within = thin ? Thin(service) : (JsonObject)service.DeepClone();
        within.Remove("service_at_locations");
        place["service"] = within;
        return place;
    }
}
