using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Buurtzorg.Local;

/// <summary>
/// The ports of a checkout: the usual one when it is free, else the next that is, and the same again next time.
/// </summary>
internal sealed class Ports(string file, int offset = 0)
{
    private readonly Dictionary<string, int> _ports = File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(file))!
        : [];

    public int this[string name] => _ports.TryGetValue(name, out var port)
        ? port
        : throw new LauncherException($"{name} has not been started here yet; begin with ./dev up.");

    /// <summary>Chooses the port of something that is about to start; says so when its last one has been taken.</summary>
    public int Choose(string name, int usual, Action<string> say)
    {
        var last = _ports.GetValueOrDefault(name, usual + offset);
        var port = last;
        while (!IsFree(port) || _ports.Any(other => other.Key != name && other.Value == port)) port += 1000;
        if (port > 60_000) throw new LauncherException($"No port could be found for {name}.");
        if (port != last) say($"Port {last} is taken; {name} uses {port}.");
        _ports[name] = port;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(_ports));
        return port;
    }

    internal static bool IsFree(int port)
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
