using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>Standard Webhooks: <c>whsec_</c> and base64 of 32 random bytes; signs <c>id.timestamp.body</c> by HMAC-SHA-256.</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";

    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>A signature per secret, separated by spaces: while one is being replaced the receiver may know either.</summary>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }
}
