using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>Section <c>Webhooks</c>.</summary>
internal sealed class WebhookSettings
{
    /// <summary>For evaluation on one machine: receivers may stand at private addresses, and without TLS.</summary>
    public bool AllowPrivateTargets { get; init; }
}

/// <summary>Looks up the addresses of a name; tests put another in its place.</summary>
internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken ct);

/// <summary>
/// Where webhooks may go: to public addresses only, or a subscriber could make the platform talk to what only it can reach. What is checked is the
/// address that the socket connects to, each time, so a name that changes its mind gains nothing; redirects are not followed and no proxy is asked.
/// </summary>
internal sealed class WebhookTargets(IOptions<WebhookSettings> settings, Resolve resolve)
{
    // Everything that is not the public internet, by the registries of IANA for special purposes.
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] ClosedGlobal = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48" }.Select(IPNetwork.Parse)];

    /// <summary>Why an address of a receiver cannot be one, whatever its name resolves to; null when it can.</summary>
    public string? Refuses(string url) => !Uri.TryCreate(url, UriKind.Absolute, out var address) ? "Give an absolute address, such as https://receiver.example.org/events."
        : address.Scheme != Uri.UriSchemeHttps && !(settings.Value.AllowPrivateTargets && address.Scheme == Uri.UriSchemeHttp) ? "Receivers are reached by https."
        : address.UserInfo.Length > 0 || address.Fragment.Length > 0 ? "Leave user, password and fragment out of the address; the signature proves who calls."
        : IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && !MayConnect(ip) ? "This address is not on the public internet."
        : null;

    /// <summary>Whether a socket may be opened to an address.</summary>
    public bool MayConnect(IPAddress address) => settings.Value.AllowPrivateTargets || IsPublic(address);

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Closed.Any(network => network.Contains(address))
            : Global.Contains(address) && !ClosedGlobal.Any(network => network.Contains(address)); // NAT64, unique local, link-local and site-local lie outside 2000::/3
    }

    /// <summary>Opens the socket of a request.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var endpoint = context.DnsEndPoint;
        var found = IPAddress.TryParse(endpoint.Host, out var literal) ? [literal] : await resolve(endpoint.Host, ct);
        var open = found.Where(MayConnect).ToArray();
        if (open.Length == 0)
            throw new TargetRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, endpoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public sealed class TargetRefusedException() : IOException("The name of the receiver leads to no public address.");
}
