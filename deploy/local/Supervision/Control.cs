using System.Net.Sockets;

namespace Buurtzorg.Local.Supervision;

/// <summary>
/// How commands speak with the supervisor: one request line over a socket in the checkout, then lines of progress,
/// the last of which says how it ended. Who hangs up before that has changed their mind.
/// </summary>
internal static class Control
{
    public const string Done = "done";
    public const string Failed = "failed: ";

    /// <summary>The supervisor is about to end, after a stop or a start that was broken off; the next one can be asked.</summary>
    public const string Ending = "ending";

    /// <summary>Relative, as the path of a socket is limited to about a hundred characters; commands run in the clone.</summary>
    private const string SocketPath = ".local/supervisor.sock";

    public static Socket Listen(string checkout)
    {
        Directory.SetCurrentDirectory(checkout);
        File.Delete(SocketPath);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketPath));
        File.SetUnixFileMode(SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        socket.Listen();
        return socket;
    }

    public static async Task<NetworkStream?> ConnectAsync(string checkout, CancellationToken ct)
    {
        Directory.SetCurrentDirectory(checkout);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
