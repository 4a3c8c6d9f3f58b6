using System.Text.Json.Serialization;

namespace Buurtzorg.Identity.Features;

/// <summary>A refusal in the words of OAuth 2.0 (RFC 6749, 5.2), which its libraries expect in place of a problem document.</summary>
public sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description)
{
    internal IResult ToResult(HttpRequest request)
    {
        if (Error != "invalid_client")
            return TypedResults.BadRequest(this);
        request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"identity\", charset=\"UTF-8\"";
        return TypedResults.Json(this, statusCode: StatusCodes.Status401Unauthorized);
    }
}
