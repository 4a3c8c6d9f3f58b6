using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Identity.Tokens;

/// <summary>Knows a client by its secret. An unknown client takes as long as a wrong secret.</summary>
internal sealed class ClientSecrets(IOptions<IdentityOptions> options)
{
    private static readonly byte[] NoClient = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private readonly Dictionary<string, byte[]> _hashes = options.Value.Clients.ToDictionary(client => client.Key, client => Hash(client.Value.Secret));

    public ClientOptions? Find(string id, string secret) =>
        CryptographicOperations.FixedTimeEquals(Hash(secret), _hashes.GetValueOrDefault(id, NoClient)) ? options.Value.Clients[id] : null;

    /// <summary>The <c>sub</c> of a program: always the same UUID for the same client id.</summary>
    public static Guid PersonOf(string id) => new(Hash(id).AsSpan(0, 16), bigEndian: true);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
