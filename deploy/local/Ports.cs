using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Buurtzorg.Local;

/// <summary>
/// The ports of an installation, the same again next time. A clone takes the usual ones where they are free; otherwise,
/// and for every other installation, they follow from the folder, so that two that start together do not meet.
/// </summary>
internal sealed class Ports(string file, bool usualFirst)
{
    private const int First = 20_000, Count = 12_000; // below the range from which the kernel gives ports to clients

    private readonly Dictionary<string, int> _ports = File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file))!
        : [];

    public int this[string name] => _ports.TryGetValue(name, out var port)
        ? port
        : throw new LauncherException($"{name} has not been started here yet; begin with ./dev up.");

    /// <summary>Chooses the port of something that is about to start; says so when the one it should have is taken.</summary>
    public int Choose(string name, int usual, Action<string> say)
    {
        var wanted = _ports.TryGetValue(name, out var last) ? last : usualFirst ? usual : Derived(name, 0);
        var port = Enumerable.Range(1, Count).Select(attempt => Derived(name, attempt)).Prepend(wanted).First(candidate =>
            IsFree(candidate) && !_ports.Any(other => other.Key != name && other.Value == candidate));
        if (port != wanted) say($"Port {wanted} is taken; {name} uses {port}.");
        _ports[name] = port;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(_ports));
        return port;
    }

    private int Derived(string name, int attempt) =>
        First + (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{file} {name} {attempt}"))) % Count);

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
