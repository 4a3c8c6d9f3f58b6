namespace Buurtzorg.Local.Processes;

internal sealed class Logs(string folder)
{
    private const long Limit = 20_000_000;

    public string Folder => Directory.CreateDirectory(folder).FullName;

    public string PathOf(string name) => Path.Combine(Folder, name + ".log");

    /// <summary>A log that has grown large is set aside, once, when its process starts.</summary>
    public string Open(string name)
    {
        var path = PathOf(name);
        if (File.Exists(path) && new FileInfo(path).Length > Limit) File.Move(path, path + ".1", overwrite: true);
        return path;
    }

    public string LastLines(string name, int count = 8) => File.Exists(PathOf(name))
        ? string.Join('\n', File.ReadLines(PathOf(name)).Where(line => line.Length > 0).TakeLast(count))
        : "";
}
