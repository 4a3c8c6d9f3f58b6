namespace Buurtzorg.Local;

internal static class PrivateFile
{
    /// <summary>Replaces the file in one step; only its owner can read it, from its first byte on.</summary>
    public static void Write(string path, string content)
    {
        var draft = path + ".new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(stream))
            writer.Write(content);
        File.Move(draft, path, overwrite: true);
    }
}
