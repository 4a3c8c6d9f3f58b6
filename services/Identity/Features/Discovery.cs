using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Buurtzorg.Identity.Features;

/// <summary>What OpenID Connect Discovery 1.0 asks for. There is no authorization endpoint: nobody signs in here.</summary>
public sealed record Discovery(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("grant_types_supported")] string[] GrantTypes,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] string[] TokenEndpointAuthMethods,
    [property: JsonPropertyName("response_types_supported")] string[] ResponseTypes,
    [property: JsonPropertyName("subject_types_supported")] string[] SubjectTypes,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] string[] IdTokenSigningAlgorithms);

internal static class DiscoveryEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/.well-known/openid-configuration", Handle)
        .AllowAnonymous()
        .WithSummary("The discovery document of OpenID Connect");

    private static Discovery Handle(IOptions<IdentityOptions> options, HttpResponse response)
    {
        PublicDocument.MayBeKept(response);
        return new(
            options.Value.Issuer, options.Value.Endpoint("/v1/token"), options.Value.Endpoint("/.well-known/jwks.json"),
            ["client_credentials"], ["client_secret_basic", "client_secret_post"],
            [], ["public"], [SecurityAlgorithms.RsaSha256]);
    }
}
