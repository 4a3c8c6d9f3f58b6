using System.Security.Cryptography;
using System.Text.Json;

namespace Buurtzorg.Local;

/// <summary>Random passwords and keys, made once per checkout and kept in a file that only its owner reads.</summary>
internal sealed class Secrets(string file)
{
    private readonly Dictionary<string, string> _secrets = File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!
        : [];

    /// <summary>Fit for URLs and connection strings.</summary>
    public string Password(string name) => Get(name, Convert.ToHexStringLower);

    /// <summary>32 bytes in base64.</summary>
    public string Key(string name) => Get(name, Convert.ToBase64String);

    private string Get(string name, Func<byte[], string> write)
    {
        lock (_secrets)
        {
            if (_secrets.TryGetValue(name, out var known)) return known;
            _secrets[name] = write(RandomNumberGenerator.GetBytes(32));
            PrivateFile.Write(file, JsonSerializer.Serialize(_secrets));
            return _secrets[name];
        }
    }
}
