using System.Net;
using System.Net.Sockets;

namespace Buurtzorg.Testing;

/// <summary>For a process that must be told its port before it starts.</summary>
public static class Loopback
{
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
