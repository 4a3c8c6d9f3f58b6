using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Buurtzorg.Identity.Tokens;

internal sealed class TokenMaker(IOptions<IdentityOptions> options, SigningKey key, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly JsonWebTokenHandler _tokens = new() { SetDefaultTimesOnTokenCreation = false };

    public string Make(Guid person, string kind, string client, string scope)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return _tokens.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt", // RFC 9068: an access token, which nobody may take for an ID token
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            IssuedAt = now,
            Expires = now + Lifetime,
            SigningCredentials = key.Credentials,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = person.ToString(),
                ["kind"] = kind,
                ["client_id"] = client,
                ["scope"] = scope,
                ["jti"] = Guid.CreateVersion7().ToString(),
            },
        });
    }
}
