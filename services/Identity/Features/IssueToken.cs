using System.Text.Json.Serialization;
using Buurtzorg.Identity.Tokens;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Identity.Features;

/// <summary>An access token for a program (RFC 6749, 5.1).</summary>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="Scope">What was granted, separated by spaces.</param>
public sealed record AccessToken(
    [property: JsonPropertyName("access_token")] string Token,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);

internal static class IssueTokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/token", Handle)
        .AllowAnonymous()
        .Accepts<TokenRequest>("application/x-www-form-urlencoded")
        .Produces<AccessToken>()
        .Produces<TokenError>(StatusCodes.Status400BadRequest)
        .Produces<TokenError>(StatusCodes.Status401Unauthorized)
        .WithSummary("Make a token for a program (OAuth 2.0 client credentials)");

    private static async Task<IResult> Handle(HttpRequest request, IOptions<IdentityOptions> options, ClientSecrets clients, TokenMaker tokens, CancellationToken ct)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var (form, unreadable) = await TokenRequest.ReadAsync(request, ct);
        if (form is null)
            return unreadable!.ToResult(request);
        if (form.GrantType != "client_credentials")
            return new TokenError("unsupported_grant_type", "The only grant type is client_credentials.").ToResult(request);
        if (clients.Find(form.ClientId, form.ClientSecret) is not { } client)
            return new TokenError("invalid_client", "There is no such client, or its secret is another.").ToResult(request);
        if (Grant(options.Value.Audience, client.Scopes, form.Scope) is not { } scope)
            return new TokenError("invalid_scope", "The client may not have one of these scopes.").ToResult(request);

        var token = tokens.Make(ClientSecrets.PersonOf(form.ClientId), client.Kind, form.ClientId, scope);
        return TypedResults.Ok(new AccessToken(token, "Bearer", (int)TokenMaker.Lifetime.TotalSeconds, scope));
    }

    /// <summary>The scopes to grant: what is asked, or everything that the client may have; null when it may not. The audience is a scope of every client.</summary>
    internal static string? Grant(string audience, string allowed, string? asked)
    {
        string[] all = [audience, .. allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var wanted = (asked ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return wanted.Except(all).Any() ? null : string.Join(' ', (wanted.Length == 0 ? all : wanted).Distinct());
    }
}
