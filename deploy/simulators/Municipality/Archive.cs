using System.Collections.Concurrent;
using System.Text.Json;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>One JSON file per municipality. A change is on disk, whole, before its answer leaves: a kill at any moment loses nothing that was said.</summary>
internal sealed class Archive
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };
    private readonly ConcurrentDictionary<string, Lock> _locks = new();
    private readonly string _folder;

    public Archive(string folder) => _folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>The municipalities that know anything.</summary>
    public IEnumerable<string> Towns => Directory.GetFiles(_folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path));

    public CaseFile Read(string town)
    {
        var path = PathOf(town);
        return File.Exists(path) ? JsonSerializer.Deserialize<CaseFile>(File.ReadAllBytes(path), Format)! : new CaseFile();
    }

    public T Change<T>(string town, Func<CaseFile, T> change)
    {
        lock (_locks.GetOrAdd(town, _ => new Lock()))
        {
            var file = Read(town);
            var result = change(file);
            Write(PathOf(town), file);
            return result;
        }
    }

    private static void Write(string path, CaseFile file)
    {
        var draft = path + ".draft";
        using (var stream = File.Create(draft))
        {
            JsonSerializer.Serialize(stream, file, Format);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    private string PathOf(string town) => Path.Combine(_folder, town + ".json");
}
