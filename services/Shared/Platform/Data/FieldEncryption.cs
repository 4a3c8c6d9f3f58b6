using System.Security.Cryptography;
using System.Text;

namespace Buurtzorg.Platform;

/// <summary>Section <c>Encryption</c>: the keys of the install, base64 of 32 bytes each; new values take the current one, old keys still read.</summary>
internal sealed class EncryptionSettings : IValidateOptions<EncryptionSettings>
{
    public string CurrentKey { get; init; } = "";
    public Dictionary<string, string> Keys { get; init; } = [];

    public ValidateOptionsResult Validate(string? name, EncryptionSettings options)
    {
        List<string> mistakes = [];
        if (!options.Keys.ContainsKey(options.CurrentKey))
            mistakes.Add($"Encryption:CurrentKey is '{options.CurrentKey}', which is none of the keys under Encryption:Keys.");
        mistakes.AddRange(options.Keys
            .Where(key => key.Key.Length is 0 or > 100 || !Convert.TryFromBase64String(key.Value, new byte[64], out var length) || length != 32)
            .Select(key => $"Encryption:Keys:{key.Key} is not the base64 of 32 bytes; make one with: openssl rand -base64 32"));
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}

/// <summary>
/// Encrypts names, identifiers and documents at rest: AES-256-GCM, each value with the id of its key, so that keys rotate.
/// Added by <c>service.AddEncryption()</c>.
/// </summary>
public sealed class FieldEncryption
{
    private const int NonceLength = 12, TagLength = 16;
    private readonly Dictionary<string, byte[]> _keys;
    private readonly string _current;

    internal FieldEncryption(IOptions<EncryptionSettings> options)
    {
        _keys = options.Value.Keys.ToDictionary(key => key.Key, key => Convert.FromBase64String(key.Value));
        _current = options.Value.CurrentKey;
    }

    /// <summary>Encrypts text as UTF-8.</summary>
    public byte[] Encrypt(string text) => Encrypt(Encoding.UTF8.GetBytes(text));

    /// <summary>Encrypts bytes; the same bytes never give the same result twice.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var id = Encoding.ASCII.GetBytes(_current);
        var sealedValue = new byte[1 + id.Length + NonceLength + TagLength + plain.Length];
        sealedValue[0] = (byte)id.Length;
        id.CopyTo(sealedValue, 1);
        var nonce = sealedValue.AsSpan(1 + id.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[_current], TagLength);
        aes.Encrypt(nonce, plain, sealedValue.AsSpan(1 + id.Length + NonceLength + TagLength), sealedValue.AsSpan(1 + id.Length + NonceLength, TagLength), id);
        return sealedValue;
    }

    /// <summary>Reads what <see cref="Encrypt(ReadOnlySpan{byte})"/> made, under whichever key; throws when it was tampered with or the key is gone.</summary>
    public byte[] Decrypt(ReadOnlySpan<byte> sealedValue)
    {
        var id = sealedValue.Slice(1, sealedValue[0]);
        var rest = sealedValue[(1 + id.Length)..];
        if (!_keys.TryGetValue(Encoding.ASCII.GetString(id), out var key))
            throw new CryptographicException($"Encryption:Keys:{Encoding.ASCII.GetString(id)} is missing, and something was encrypted with it.");
        var plain = new byte[rest.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(rest[..NonceLength], rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), plain, id);
        return plain;
    }

    /// <summary>Reads text.</summary>
    public string DecryptText(ReadOnlySpan<byte> sealedValue) => Encoding.UTF8.GetString(Decrypt(sealedValue));
}
