using Microsoft.AspNetCore.Authentication;

namespace Buurtzorg.Gateway.Edge;

/// <summary>A token that is sent must be good, even where none is needed: a caller should hear at once that theirs is not.</summary>
internal static class TokenAtTheDoor
{
    public static Task Use(HttpContext context, RequestDelegate next)
    {
        var sentToken = context.Request.Headers.Authorization.Any(value => value?.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase) == true);
        return sentToken && context.User.Identity?.IsAuthenticated != true ? context.ChallengeAsync() : next(context);
    }
}
