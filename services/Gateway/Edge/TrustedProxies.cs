using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Gateway.Edge;

/// <summary>Believes X-Forwarded-For and X-Forwarded-Proto of the proxies that the install names, and of nobody else.</summary>
internal static class TrustedProxies
{
    public static void Add(IServiceCollection services) => services
        .AddOptions<ForwardedHeadersOptions>()
        .Configure<IOptions<GatewayOptions>>((forwarded, options) =>
        {
            if (options.Value.TrustedProxies.Length == 0)
                return; // no header is read: with empty lists the middleware would believe everybody
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null; // as far as the proxies are trusted
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.Value.TrustedProxies)
            {
                if (IPAddress.TryParse(proxy, out var address))
                    forwarded.KnownProxies.Add(address);
                else
                    forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        });
}
