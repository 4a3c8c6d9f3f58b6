using Buurtzorg.Identity.Tokens;

namespace Buurtzorg.Identity.Features;

/// <summary>A JSON Web Key Set (RFC 7517).</summary>
public sealed record KeySet(PublicKey[] Keys);

internal static class KeySetEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/.well-known/jwks.json", Handle)
        .AllowAnonymous()
        .WithSummary("The keys that verify a token");

    private static KeySet Handle(SigningKey key, HttpResponse response)
    {
        PublicDocument.MayBeKept(response);
        return new([key.Public]);
    }
}
