using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Buurtzorg.Testing;

/// <summary>An OpenID Connect issuer on a real port; its claim names can differ from ours, as another issuer's would.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    private readonly SigningCredentials _key = new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256);
    private readonly string _kindClaim, _personClaim, _clientClaim;
    private readonly StubServer _server;

    public TestIssuer(string kindClaim = "kind", string personClaim = "sub", string clientClaim = "client_id")
    {
        (_kindClaim, _personClaim, _clientClaim) = (kindClaim, personClaim, clientClaim);
        _server = new StubServer { Handle = HandleAsync };
    }

    public string Issuer => _server.Address.ToString().TrimEnd('/');

    public string Token(string kind, string person, string? client = null, TimeSpan? expiresIn = null, string audience = "buurtzorg", string scope = "") => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = audience,
        SigningCredentials = _key,
        NotBefore = DateTime.UtcNow.AddHours(-2),
        Expires = DateTime.UtcNow + (expiresIn ?? TimeSpan.FromMinutes(15)),
        Claims = new Dictionary<string, object> { [_personClaim] = person, [_kindClaim] = kind, [_clientClaim] = client ?? "", ["scope"] = scope },
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration":
                await context.Response.WriteAsJsonAsync(new Dictionary<string, object> { ["issuer"] = Issuer, ["jwks_uri"] = Issuer + "/jwks", ["token_endpoint"] = Issuer + "/token" });
                break;
            case "/jwks":
                var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey((ECDsaSecurityKey)_key.Key);
                await context.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.Kid, use = "sig", alg = "ES256" } } });
                break;
            case "/token":
                var form = await context.Request.ReadFormAsync();
                await context.Response.WriteAsJsonAsync(new { access_token = Token("service", form["client_id"]!, form["client_id"]), token_type = "Bearer", expires_in = 900 });
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }
}
