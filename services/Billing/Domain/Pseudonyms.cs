using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Domain;

/// <summary>Section <c>Pseudonyms</c>.</summary>
internal sealed class PseudonymSettings : IValidateOptions<PseudonymSettings>
{
    public string Key { get; init; } = "";

    public ValidateOptionsResult Validate(string? name, PseudonymSettings options) =>
        Convert.TryFromBase64String(options.Key, new byte[64], out var length) && length == 32
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Pseudonyms:Key must be 32 bytes in base64, the same for care-records and billing.");
}

/// <summary>The only form in which billing keeps a client's identifier outside an encrypted document.</summary>
internal sealed class Pseudonyms(IOptions<PseudonymSettings> settings)
{
    private readonly byte[] key = Convert.FromBase64String(settings.Value.Key);

    public string Of(string identifier) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(identifier)));

    /// <summary>A name of a client for one payer, from which no other payer's and no identifier follows.</summary>
    public string ForPayer(string payerId, string identifierHash) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{payerId}\n{identifierHash}")))[..16];
}
