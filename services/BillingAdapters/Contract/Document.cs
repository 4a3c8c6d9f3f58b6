using System.Security.Cryptography;

namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>Bytes to store and send unchanged.</summary>
/// <param name="Name">A file name of letters, digits, dots and hyphens; holds no identifier of a client.</param>
/// <param name="MediaType">Such as <c>application/xml</c>.</param>
/// <param name="Content">The bytes; base64 in JSON.</param>
/// <param name="Sha256">Of <paramref name="Content"/>, lower-case hexadecimal.</param>
public sealed record Document(string Name, string MediaType, byte[] Content, string Sha256)
{
    /// <summary>A document with its hash.</summary>
    public static Document Of(string name, string mediaType, byte[] content) =>
        new(name, mediaType, content, Convert.ToHexStringLower(SHA256.HashData(content)));
}
