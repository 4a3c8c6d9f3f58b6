using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Network = System.Net.IPNetwork;

namespace Buurtzorg.Gateway.Edge;

/// <summary>Believes X-Forwarded-For and X-Forwarded-Proto of the proxies that the install names, and of nobody else.</summary>
internal static class TrustedProxies
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().Validate(
            options => options.TrustedProxies.All(proxy => IPAddress.TryParse(proxy, out _) || Network.TryParse(proxy, out _)),
            "Gateway:TrustedProxies must hold addresses such as 10.0.0.7 or networks such as 10.0.0.0/8.");
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<GatewayOptions>>((forwarded, options) => Believe(forwarded, options.Value.TrustedProxies));
    }

    private static void Believe(ForwardedHeadersOptions forwarded, string[] proxies)
    {
        if (proxies.Length == 0)
            return; // no header is read: with empty lists the middleware would believe everybody
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null; // as far as the proxies are trusted
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                forwarded.KnownProxies.Add(address);
            else
                forwarded.KnownIPNetworks.Add(Network.Parse(proxy));
        }
    }
}
