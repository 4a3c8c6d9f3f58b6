using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;

namespace Buurtzorg.Identity.Features;

/// <summary>The form that a program sends. Its credentials stand in the form, or in a Basic header: not in both.</summary>
public sealed record TokenRequest(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("client_secret")] string ClientSecret,
    [property: JsonPropertyName("scope")] string? Scope)
{
    private static readonly string[] Fields = ["grant_type", "client_id", "client_secret", "scope"];

    internal static async Task<(TokenRequest?, TokenError?)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            return Wrong("Send the request as application/x-www-form-urlencoded.");
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            return Wrong("The form cannot be read.");
        }

        if (Fields.FirstOrDefault(field => form[field].Count > 1) is { } repeated)
            return Wrong($"{repeated} is given more than once.");
        if (string.IsNullOrEmpty(form["grant_type"]))
            return Wrong("grant_type is missing.");

        var (id, secret) = (form["client_id"].ToString(), form["client_secret"].ToString());
        if (request.Headers.Authorization is [{ } header])
        {
            if (secret.Length > 0)
                return Wrong("Give the client's credentials in the form or in the Authorization header, not in both.");
            if (!TryReadBasic(header, out var basicId, out secret) || (id.Length > 0 && id != basicId))
                return (null, new("invalid_client", "The Authorization header holds no Basic credentials of this client."));
            id = basicId;
        }

        return (new(form["grant_type"]!, id, secret, form["scope"]), null);

        static (TokenRequest?, TokenError?) Wrong(string description) => (null, new("invalid_request", description));
    }

    // Both parts are form-encoded inside the header (RFC 6749, 2.3.1).
    private static bool TryReadBasic(string header, out string id, out string secret)
    {
        (id, secret) = ("", "");
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || !"Basic".Equals(value.Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(value.Parameter ?? "", bytes, out var length))
            return false;
        if (Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is not [var first, var second])
            return false;
        (id, secret) = (WebUtility.UrlDecode(first), WebUtility.UrlDecode(second));
        return true;
    }
}
