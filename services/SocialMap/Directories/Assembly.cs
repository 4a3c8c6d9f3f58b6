using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Hsds;
using Npgsql;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>
/// Puts entries together from what a source told of them, be it whole or in a list per kind. Of an entry that is told several times the fullest counts,
/// unless two lines of the same list tell it differently: then the first counts and the other is refused.
/// </summary>
internal sealed class Assembly(NpgsqlConnection connection, Guid importId)
{
    private const int Depth = 4;
    private readonly Dictionary<Guid, List<StagedRow>> _owned = [];
    private readonly Dictionary<(string, Guid), JsonObject> _single = [];

    public async Task<List<(Guid Id, string Place, JsonObject Document)>> EntriesAsync(string kind, Guid[] ids, List<Fault> faults, CancellationToken ct)
    {
        var rows = (await StagedRows.ByIdAsync(connection, importId, [kind], ids, ct)).GroupBy(row => row.Id).Select(same => Choose([.. same], faults)).ToList();
        var (loaded, frontier) = (new HashSet<Guid>(), rows.Select(row => row.Body).ToList());
        for (var depth = 0; depth < Depth && frontier.Count > 0; depth++)
        {
            Guid[] owners = [.. frontier.SelectMany(IdsWithin).Where(loaded.Add)];
            var owned = await StagedRows.OwnedByAsync(connection, importId, owners, ct);
            foreach (var row in owned)
                (_owned.TryGetValue(row.Owner!.Value, out var list) ? list : _owned[row.Owner.Value] = []).Add(row);
            var references = frontier.Concat(owned.Select(row => row.Body)).SelectMany(ReferencesWithin).Where(reference => !_single.ContainsKey(reference)).Distinct().ToArray();
            var named = await StagedRows.ByIdAsync(connection, importId, [.. references.Select(reference => reference.Kind).Distinct()], [.. references.Select(reference => reference.Id).Distinct()], ct);
            foreach (var same in named.GroupBy(row => (row.Kind, row.Id)))
                _single[same.Key] = same.MaxBy(row => row.Body.ToJsonString().Length)!.Body;
            frontier = [.. owned.Select(row => row.Body), .. named.Select(row => row.Body)];
        }
        return [.. rows.Select(row => (row.Id, row.Place, Compose(kind, row.Body, Depth)))];
    }

    private static StagedRow Choose(List<StagedRow> same, List<Fault> faults)
    {
        var refused = new HashSet<StagedRow>();
        foreach (var list in same.Where(row => row.IsTop).GroupBy(row => row.Place.Split('[')[0]))
            foreach (var twice in list.Skip(1).Where(row => !Documents.Hash(row.Body).SequenceEqual(Documents.Hash(list.First().Body))))
            {
                refused.Add(twice);
                faults.Add(new(twice.Kind, twice.Id, twice.Place, $"The id stands at {list.First().Place} already, with something else."));
            }
        return same.Where(row => !refused.Contains(row)).MaxBy(row => row.Body.ToJsonString().Length)!;
    }

    private JsonObject Compose(string kind, JsonObject given, int depth)
    {
        var body = (JsonObject)given.DeepClone();
        if (depth == 0)
            return body;
        foreach (var name in Vocabulary.Within.GetValueOrDefault(kind, []))
            if (Vocabulary.Parts.TryGetValue(name, out var part))
                AddPart(body, name, part, depth);
            else
                AddList(body, name, Vocabulary.Lists[name], depth);
        return body;
    }

    private void AddPart(JsonObject body, string name, (string Kind, string Reference) part, int depth)
    {
        if (body[name] is JsonObject there)
            body[name] = Compose(part.Kind, there, depth - 1);
        else if (body.Id(part.Reference) is { } id && _single.TryGetValue((part.Kind, id), out var named))
            // Within a service its organisation is named, with its own facts; the rest of it stands in its own entry.
            body[name] = part.Kind is "organization" or "program" ? new JsonObject(named.Where(field => field.Value is JsonValue).Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value!.DeepClone()))) : Compose(part.Kind, named, depth - 1);
    }

    private void AddList(JsonObject body, string name, string kind, int depth)
    {
        var parts = body.List(name).ToList();
        var known = parts.Select(part => part.Id()).ToHashSet();
        if (body.Id() is { } id && _owned.TryGetValue(id, out var owned))
            parts.AddRange(owned.Where(row => row.Kind == kind && known.Add(row.Id)).Select(row => row.Body));
        if (parts.Count > 0)
            body[name] = new JsonArray([.. parts.Select(part => Compose(kind, part, depth - 1))]);
    }

    private static IEnumerable<Guid> IdsWithin(JsonObject body) =>
        new[] { body.Id() }.OfType<Guid>()
            .Concat(new[] { body.Id("location_id"), body.Id("organization_id") }.OfType<Guid>())
            .Concat(body.Select(field => field.Value).SelectMany(value => value switch
            {
                JsonObject part => IdsWithin(part),
                JsonArray list => list.OfType<JsonObject>().SelectMany(IdsWithin),
                _ => [],
            }));

    private static IEnumerable<(string Kind, Guid Id)> ReferencesWithin(JsonObject body) =>
        Vocabulary.Parts.Where(part => part.Key != "service" && body[part.Key] is null && body.Id(part.Value.Reference) is not null).Select(part => (part.Value.Kind, body.Id(part.Value.Reference)!.Value))
            .Concat(body.Select(field => field.Value).SelectMany(value => value switch
            {
                JsonObject part => ReferencesWithin(part),
                JsonArray list => list.OfType<JsonObject>().SelectMany(ReferencesWithin),
                _ => [],
            }));
}
