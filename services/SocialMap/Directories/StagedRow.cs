using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Hsds;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>Something that the source told, as it was taken over before anything is applied.</summary>
/// <param name="Kind">Its kind in HSDS.</param>
/// <param name="Id">Its id.</param>
/// <param name="Owner">What it belongs to; null for what stands by itself.</param>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="IsTop">It stood in a list of its kind and not within something else.</param>
/// <param name="Body">The thing.</param>
internal sealed record StagedRow(string Kind, Guid Id, Guid? Owner, string Place, bool IsTop, JsonObject Body);

/// <summary>A part of the source.</summary>
/// <param name="Rows">What was read.</param>
/// <param name="Faults">What could not be.</param>
/// <param name="Until">From where to go on after this part.</param>
internal sealed record ReadPart(List<StagedRow> Rows, List<Fault> Faults, string Until);

/// <summary>The source cannot be read whole, so nothing of it is applied.</summary>
internal sealed class BrokenSourceException(string reason, Exception? inner = null) : Exception(reason, inner);

internal interface IDirectoryReader
{
    /// <summary>Reads in a fixed order, from the beginning or from where an earlier read was broken off.</summary>
    IAsyncEnumerable<ReadPart> ReadAsync(string? from, CancellationToken ct);

    /// <summary>Whether the source still has a service that it did not list; asked before the service counts as gone.</summary>
    Task<bool> HasAsync(Guid serviceId, CancellationToken ct);
}

internal static class Staging
{
    // What may be told within something else and by itself, and is an entry or is pointed at.
    private static readonly string[] ByThemselves = [.. Data.EntryKinds.All, "location", "program"];

    /// <summary>Takes a row apart into what stands by itself and what belongs to something else.</summary>
    public static void Add(ReadPart part, string kind, JsonNode? node, string place)
    {
        if (Reading.Read(kind, node, place, part.Faults) is not { } body)
            return;
        switch (kind)
        {
            case "service_at_location" when body["service"] is JsonObject service:
                body.Remove("service");
                body["service_id"] = service.Text("id");
                AddWhole(part, "service", service, place + ".service", isTop: false);
                break;
            case "organization" when body["services"] is JsonArray services:
                body.Remove("services");
                foreach (var (number, service) in services.OfType<JsonObject>().ToArray().Index())
                {
                    services.Remove(service);
                    service["organization_id"] = body.Text("id");
                    AddWhole(part, "service", service, $"{place}.services[{number}]", isTop: false);
                }
                break;
            case "taxonomy" when body["taxonomy_terms"] is JsonArray terms:
                body.Remove("taxonomy_terms");
                foreach (var (number, term) in terms.OfType<JsonObject>().ToArray().Index())
                {
                    terms.Remove(term);
                    term["taxonomy_id"] = body.Text("id");
                    AddWhole(part, "taxonomy_term", term, $"{place}.taxonomy_terms[{number}]", isTop: false);
                }
                break;
        }
        AddWhole(part, kind, body, place, isTop: true);
    }

    private static void AddWhole(ReadPart part, string kind, JsonObject body, string place, bool isTop)
    {
        foreach (var (name, nested) in Vocabulary.Parts.Where(nested => body[nested.Key] is JsonObject))
            if (Data.EntryKinds.All.Contains(nested.Kind))
                AddWhole(part, nested.Kind, (JsonObject)body[name]!.DeepClone(), $"{place}.{name}", isTop: false);
        foreach (var (number, attribute) in body.List("attributes").Index())
            if (attribute["taxonomy_term"] is JsonObject term)
                AddWhole(part, "taxonomy_term", (JsonObject)term.DeepClone(), $"{place}.attributes[{number}].taxonomy_term", isTop: false);

        var id = body.Id()!.Value;
        if (ByThemselves.Contains(kind))
            part.Rows.Add(new(kind, id, null, place, isTop, body));
        if (isTop && kind is not ("service" or "taxonomy" or "taxonomy_term"))
            foreach (var owner in Vocabulary.Owners.Select(field => body.Id(field)).OfType<Guid>().Distinct())
                part.Rows.Add(new(kind, id, owner, place, isTop, body));
        else if (kind == "service_at_location" && body.Id("service_id") is { } serviceId)
            part.Rows.Add(new(kind, id, serviceId, place, isTop, body));
    }
}
