using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;

namespace Buurtzorg.Platform;

/// <summary>Who calls, from a token that was validated. A handler takes it as a parameter.</summary>
/// <param name="PersonId">The person claim of the token when it is a UUID, otherwise a UUID derived from it.</param>
/// <param name="Kind">The kind of caller, after the install's mapping of claims.</param>
/// <param name="Service">The name of the service that calls as itself, otherwise null.</param>
public sealed record Caller(Guid PersonId, string Kind, string? Service)
{
    internal const string PersonClaim = "urn:buurtzorg:person", KindClaim = "urn:buurtzorg:kind", ServiceClaim = "urn:buurtzorg:service", ClientClaim = "urn:buurtzorg:client", ScopeClaim = "urn:buurtzorg:scope";

    /// <summary>The program that the token was given to, as the issuer knows it; null when the token does not say.</summary>
    public string? Client { get; init; }

    /// <summary>What the issuer let that program ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Lets minimal APIs bind a <see cref="Caller"/>; null on endpoints that are open to everybody.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    internal static Caller? Of(ClaimsPrincipal user) => user.FindFirstValue(PersonClaim) is { } person
        ? new Caller(Guid.Parse(person), user.FindFirstValue(KindClaim)!, user.FindFirstValue(ServiceClaim))
        {
            Client = user.FindFirstValue(ClientClaim),
            Scopes = [.. user.FindAll(ScopeClaim).Select(claim => claim.Value)],
        }
        : null;

    internal static ClaimsIdentity? Read(ClaimsPrincipal token, AuthenticationSettings settings)
    {
        if (token.FindFirstValue(settings.PersonClaim) is not { Length: > 0 } person)
            return null;
        var kind = settings.Kinds.Count == 0
            ? token.FindFirstValue(settings.KindClaim)
            : token.FindAll(settings.KindClaim).Select(claim => settings.Kinds.GetValueOrDefault(claim.Value)).FirstOrDefault(known => known is not null);
        List<Claim> claims = [new(PersonClaim, PersonIdOf(person).ToString()), new(KindClaim, kind ?? "")];
        if (kind == "service" && token.FindFirstValue(settings.ClientClaim) is { } service)
            claims.Add(new(ServiceClaim, service));
        if (token.FindFirstValue(settings.ClientClaim) is { Length: > 0 } client)
            claims.Add(new(ClientClaim, client));
        // One claim with spaces between (RFC 9068), or one per scope.
        claims.AddRange(token.FindAll(settings.ScopeClaim).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(scope => new Claim(ScopeClaim, scope)));
        return new ClaimsIdentity(claims);
    }

    private static Guid PersonIdOf(string person) =>
        Guid.TryParse(person, out var id) ? id : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(person)).AsSpan(0, 16), bigEndian: true);
}

/// <summary>Who may call an endpoint. An endpoint that says nothing is closed to everybody.</summary>
public static class Access
{
    /// <summary>Only callers of one of these kinds.</summary>
    public static TBuilder RequireKind<TBuilder>(this TBuilder endpoint, params string[] kinds) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context => kinds.Contains(Caller.Of(context.User)?.Kind)));

    /// <summary>Only these services, calling as themselves.</summary>
    public static TBuilder RequireService<TBuilder>(this TBuilder endpoint, params string[] services) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context => services.Contains(Caller.Of(context.User)?.Service)));

    internal static void DenyByDefault(AuthorizationOptions options) => options.FallbackPolicy = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is null) // an unknown address is 404 for everybody
        .Build();
}
