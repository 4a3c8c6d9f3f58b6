using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Buurtzorg.Platform;

/// <summary>Section <c>Authentication</c>: the OpenID Connect issuer of the install and the names of its claims.</summary>
internal sealed class AuthenticationSettings
{
    public string Issuer { get; init; } = "";
    public string Audience { get; init; } = "buurtzorg";
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }
    public string PersonClaim { get; init; } = "sub";
    public string KindClaim { get; init; } = "kind";
    public string ClientClaim { get; init; } = "client_id";
    public string ScopeClaim { get; init; } = "scope";

    /// <summary>Value in the token to kind of caller; empty when the issuer already uses our words.</summary>
    public Dictionary<string, string> Kinds { get; init; } = [];
}

internal static class Authentication
{
    public static void Add(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AuthenticationSettings>().BindConfiguration("Authentication")
            .Validate(settings => Uri.TryCreate(settings.Issuer, UriKind.Absolute, out _), "Authentication:Issuer is missing or no address: the OpenID Connect issuer, below which its discovery document stands.");
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddAuthorization(Access.DenyByDefault);
        services.AddHealthChecks().AddCheck<IssuerCheck>("issuer");
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<AuthenticationSettings>>((bearer, options) =>
        {
            var settings = options.Value;
            bearer.Authority = settings.Issuer;
            bearer.Audience = settings.Audience;
            bearer.RequireHttpsMetadata = settings.Issuer.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
            bearer.MapInboundClaims = false;
            bearer.RefreshInterval = TimeSpan.FromSeconds(30);
            bearer.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(30);
            bearer.Events = new JwtBearerEvents
            {
                OnAuthenticationFailed = context =>
                {
                    context.HttpContext.Items[typeof(Authentication)] = context.Exception;
                    return Task.CompletedTask;
                },
                OnTokenValidated = context =>
                {
                    if (Caller.Read(context.Principal!, settings) is { } caller)
                        context.Principal!.AddIdentity(caller);
                    else
                        context.Fail($"The token names no person in its claim {settings.PersonClaim}.");
                    return Task.CompletedTask;
                },
            };
        });
    }

    /// <summary>Why a caller is not let in, in words that help and tell nothing.</summary>
    public static string Explain(HttpContext context) => context.Items[typeof(Authentication)] switch
    {
        null => "Send a token of the install's issuer: Authorization: Bearer <token>.",
        SecurityTokenExpiredException => "The token has expired; ask the issuer for a new one.",
        SecurityTokenInvalidIssuerException => "The token is of another issuer than this install trusts.",
        SecurityTokenInvalidAudienceException => "The token was made for another audience.",
        _ => "The token could not be accepted: it must be signed by the install's issuer, be valid now, and name a person.",
    };
}
