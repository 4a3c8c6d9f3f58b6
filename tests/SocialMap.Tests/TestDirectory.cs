using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurtzorg.SocialMap.Tests;

/// <summary>Folders with a directory in them, each test its own.</summary>
internal sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("social-map-").FullName;

    /// <summary>The files that the demo uses.</summary>
    public static string Demo { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "demo", "directory");

    public static string Postcodes { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "demo", "postcodes.csv");

    public TestDirectory With(string file, object contents)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), contents as string ?? JsonSerializer.Serialize(contents));
        return this;
    }

    /// <summary>A service with one place and what a search looks at.</summary>
    public static JsonObject AService(string name, Guid? id = null, string? description = null, double? latitude = null, double? longitude = null, string? byday = null, string opens = "09:00", string closes = "17:00",
        int? minimumAge = null, int? maximumAge = null, string? language = null, string? assured = null, string status = "active")
    {
        var service = new JsonObject { ["id"] = $"{id ?? Guid.CreateVersion7()}", ["name"] = name, ["status"] = status, ["description"] = description };
        service["minimum_age"] = minimumAge;
        service["maximum_age"] = maximumAge;
        service["assured_date"] = assured;
        if (language is not null)
            service["languages"] = new JsonArray(new JsonObject { ["id"] = $"{Guid.CreateVersion7()}", ["code"] = language });
        if (byday is not null)
            service["schedules"] = new JsonArray(new JsonObject { ["id"] = $"{Guid.CreateVersion7()}", ["byday"] = byday, ["freq"] = "WEEKLY", ["opens_at"] = opens, ["closes_at"] = closes });
        if (latitude is not null)
            service["service_at_locations"] = new JsonArray(new JsonObject
            {
                ["id"] = $"{Guid.CreateVersion7()}",
                ["location"] = new JsonObject { ["id"] = $"{Guid.CreateVersion7()}", ["location_type"] = "physical", ["name"] = $"House of {name}", ["latitude"] = latitude, ["longitude"] = longitude },
            });
        return service;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
