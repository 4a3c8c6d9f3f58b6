using System.Security.Cryptography;
using System.Text;
using Buurtzorg.Local.Processes;

namespace Buurtzorg.Local.Servers;

/// <summary>
/// Where a server keeps its data: in the checkout's own folder, or, as root where the server's unprivileged user
/// cannot reach that, below /var/lib under a name derived from the folder.
/// </summary>
internal sealed record DataFolder(string Path, string? User)
{
    private const string System = "/var/lib/buurtzorg";

    public static string RootOf(string folder)
    {
        if (!Environment.IsPrivilegedProcess || IsReachable(folder)) return global::System.IO.Path.Combine(folder, "data");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        return global::System.IO.Path.Combine(System, hash);
    }

    public static DataFolder Of(string folder, string server, string user) =>
        new(global::System.IO.Path.Combine(RootOf(folder), server), Environment.IsPrivilegedProcess ? user : null);

    public string File(string name) => global::System.IO.Path.Combine(Path, name);

    /// <summary>Gives everything in it to the server's user, and to nobody else.</summary>
    public async Task GiveAsync(Logs logs, CancellationToken ct)
    {
        if (User is null) return;
        await Tool.RunAsync(new("chown", "chown", "-R", $"{User}:", Path), logs, ct);
    }

    public void Create()
    {
        Directory.CreateDirectory(global::System.IO.Path.GetDirectoryName(Path)!);
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static bool IsReachable(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        return true;
    }
}
