using System.Diagnostics;
using System.Security.Cryptography;

namespace Buurtzorg.Identity.Tokens;

/// <summary>A private key in a folder that replicas share. Whoever comes first makes it; the others wait and read the same.</summary>
internal static class KeyFile
{
    private const string Name = "signing-key.pem";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static RSA ReadOrMake(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path)) // a folder that already holds the key may be read-only
            MakeOnce(folder, path);
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    private static void MakeOnce(string folder, string path)
    {
        Directory.CreateDirectory(folder);
        using var turn = TakeTurn(path + ".lock");
        if (File.Exists(path))
            return;

        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var key = RSA.Create(2048))
        using (var file = new FileStream(unfinished, New(FileMode.CreateNew)))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
    }

    // The operating system gives the lock back when a process dies, so a crash here holds nobody up.
    private static FileStream TakeTurn(string path)
    {
        for (var started = Stopwatch.GetTimestamp(); ; Thread.Sleep(20))
        {
            try
            {
                return new FileStream(path, New(FileMode.OpenOrCreate));
            }
            catch (IOException) when (File.Exists(path) && Stopwatch.GetElapsedTime(started) < Patience)
            {
            }
        }
    }

    private static FileStreamOptions New(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
