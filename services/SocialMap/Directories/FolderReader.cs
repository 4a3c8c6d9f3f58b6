using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Hsds;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>
/// A folder of HSDS JSON: a file per kind (<c>services.json</c>, <c>phones.json</c>), pages as an API gives them, single entries with everything in
/// them, or all tables in one file. What a file holds is told by its name or, failing that, by what stands in it. Long lists are read as a stream.
/// </summary>
internal sealed class FolderReader(string folder) : IDirectoryReader
{
    private const int RowsAtOnce = 2_000;

    public async IAsyncEnumerable<ReadPart> ReadAsync(string? from, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            throw new BrokenSourceException("The folder is not there.");
        var files = new DirectoryInfo(folder).GetFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal).ToArray();
        if (files.Length == 0)
            throw new BrokenSourceException("The folder has no JSON in it.");
        var print = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Select(file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc:O}")))));
        // "<print> <file> <row>"; a folder that changed meanwhile is read anew, and what was read twice counts once.
        var (doneFile, doneRow) = from?.Split(' ') is [var sameAsThen, var file, var row] && sameAsThen == print
            ? (int.Parse(file, CultureInfo.InvariantCulture), int.Parse(row, CultureInfo.InvariantCulture)) : (0, 0);
        if (from is not null && (doneFile, doneRow) == (0, 0))
            throw new SourceChangedException();

        for (var number = doneFile; number < files.Length; number++)
        {
            var part = new ReadPart([], [], "");
            var count = 0;
            await foreach (var (kind, node, place) in RowsAsync(files[number], part.Faults, ct))
            {
                if (++count <= (number == doneFile ? doneRow : 0))
                    continue;
                Staging.Add(part, kind, node, place);
                if (count % RowsAtOnce != 0)
                    continue;
                yield return part with { Until = $"{print} {number} {count}" };
                part = new([], [], "");
            }
            yield return part with { Until = $"{print} {number + 1} 0" };
        }
    }

    public Task<bool> HasAsync(Guid serviceId, CancellationToken ct) => Task.FromResult(false);

    private static async IAsyncEnumerable<(string Kind, JsonNode? Node, string Place)> RowsAsync(FileInfo file, List<Fault> faults, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = file.OpenRead();
        var kind = Vocabulary.KindOf(file.Name);
        if (await IsListAsync(stream, ct))
        {
            await using var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonNode?>(stream, cancellationToken: ct).GetAsyncEnumerator(ct);
            for (var row = 0; await NextAsync(rows, file); row++)
                if ((kind ?? Guess(rows.Current)) is { } known)
                    yield return (known, rows.Current, $"{file.Name}[{row}]");
                else
                    faults.Add(new("unknown", null, $"{file.Name}[{row}]", "Neither the name of the file nor what stands here tells what it is."));
            yield break;
        }
        foreach (var row in Whole(await ParseAsync(stream, file, ct), kind, file.Name, faults))
            yield return row;
    }

    private static IEnumerable<(string, JsonNode?, string)> Whole(JsonObject whole, string? kind, string name, List<Fault> faults)
    {
        if (whole["contents"] is JsonArray page)
            return page.Select((node, row) => (kind ?? Guess(node) ?? "service", node, $"{name}.contents[{row}]"));
        if (whole.Count > 0 && whole.All(table => table.Value is JsonArray && (Vocabulary.KindOf(table.Key) is not null || table.Key.EndsWith(".csv", StringComparison.Ordinal))))
            return whole.SelectMany(table => ((JsonArray)table.Value!).Select((node, row) => (Vocabulary.KindOf(table.Key) ?? "", node, $"{name}.{table.Key}[{row}]"))).Where(row => row.Item1.Length > 0);
        if (whole.ContainsKey("version") && whole.ContainsKey("openapi_url"))
            return []; // what an API says of itself
        if ((kind ?? Guess(whole)) is { } known)
            return [(known, whole, name)];
        faults.Add(new("unknown", null, name, "Neither the name of the file nor what stands in it tells what it is."));
        return [];
    }

    private static string? Guess(JsonNode? node) => node is not JsonObject thing ? null
        : thing.ContainsKey("status") && thing.ContainsKey("name") ? "service"
        : thing.ContainsKey("service") && thing.ContainsKey("location") ? "service_at_location"
        : thing.ContainsKey("location_type") ? "location"
        : null;

    private static async Task<bool> NextAsync(IAsyncEnumerator<JsonNode?> rows, FileInfo file)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (JsonException broken)
        {
            throw Broken(file, broken);
        }
    }

    private static async Task<JsonObject> ParseAsync(Stream stream, FileInfo file, CancellationToken ct)
    {
        try
        {
            return await JsonNode.ParseAsync(stream, cancellationToken: ct) as JsonObject ?? throw new BrokenSourceException($"{file.Name} holds neither a list nor an object.");
        }
        catch (JsonException broken)
        {
            throw Broken(file, broken);
        }
    }

    private static BrokenSourceException Broken(FileInfo file, JsonException broken) => new($"{file.Name} is no JSON from line {broken.LineNumber + 1}, position {broken.BytePositionInLine + 1} on; perhaps it was not copied whole.", broken);

    private static async Task<bool> IsListAsync(Stream stream, CancellationToken ct)
    {
        var first = new byte[64];
        var length = await stream.ReadAtLeastAsync(first, first.Length, throwOnEndOfStream: false, ct);
        var text = Encoding.UTF8.GetString(first, 0, length).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        stream.Position = first.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        return text.StartsWith('[');
    }
}

/// <summary>What was read before is of another state of the source: begin anew.</summary>
internal sealed class SourceChangedException : Exception;
