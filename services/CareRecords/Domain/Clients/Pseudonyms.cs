using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareRecords.Domain.Clients;

internal sealed class PseudonymSettings
{
    public const string Mistake = "Pseudonyms:Key must be 32 bytes in base64, the same for care-records and billing.";

    public string Key { get; init; } = "";

    public bool HasKey() => Convert.TryFromBase64String(Key, new byte[64], out var length) && length == 32;
}

internal sealed class Pseudonyms(IOptions<PseudonymSettings> settings)
{
    private readonly byte[] _key = Convert.FromBase64String(settings.Value.Key);

    public byte[] Of(string bsn) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(bsn));
}
