using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Buurtzorg.Identity.Tokens;

/// <summary>The RSA key that signs all tokens: made at the first start, then read. RS256, which every OpenID Connect library verifies.</summary>
internal sealed class SigningKey
{
    public SigningKey(IOptions<IdentityOptions> options)
    {
        var key = new RsaSecurityKey(KeyFile.ReadOrMake(options.Value.KeyFolder));
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        Credentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        Public = new PublicKey("RSA", "sig", SecurityAlgorithms.RsaSha256, key.KeyId, Base64UrlEncoder.Encode(numbers.Modulus), Base64UrlEncoder.Encode(numbers.Exponent));
    }

    public SigningCredentials Credentials { get; }

    public PublicKey Public { get; }
}

/// <summary>One JSON Web Key (RFC 7517): the public half of the signing key.</summary>
public sealed record PublicKey(string Kty, string Use, string Alg, string Kid, string N, string E);
