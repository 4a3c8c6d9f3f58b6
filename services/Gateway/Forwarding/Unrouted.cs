using Microsoft.Extensions.Options;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>Addresses between services, which nobody outside may know: 404 for everybody, before any route is tried.</summary>
internal static class Unrouted
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var pattern in routes.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.Unrouted)
            routes.Map(pattern, () => TypedResults.NotFound()).AllowAnonymous().WithOrder(-1).ExcludeFromDescription();
    }
}
