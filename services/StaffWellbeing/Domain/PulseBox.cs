using System.Buffers.Binary;
using System.Security.Cryptography;
using Buurtzorg.Platform;

namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>The pulse of one team in one month, while the month lasts. See docs/adr/0009.</summary>
internal sealed class PulseRound
{
    public required Guid TeamId { get; init; }
    public required DateOnly Month { get; init; }

    /// <summary>Part of a link, so that it finds its round.</summary>
    public int Number { get; init; }

    /// <summary>As they stood when the first link was handed out; a language and a text each.</summary>
    public required List<Dictionary<string, string>> Questions { get; init; }

    /// <summary>A <see cref="PulseBox"/>, sealed with the install's key: who reads the table, a copy of it or its log sees no counter.</summary>
    public required byte[] Box { get; set; }

    /// <summary>What was used of links, in the order of the numbers and not of use.</summary>
    public long[] Spent { get; set; } = [];
}

/// <summary>Who took their link in a month, in the order of ids and not of taking. It says nothing of which link, or whether it was used.</summary>
internal sealed class PulseLinksTaken
{
    public required Guid TeamId { get; init; }
    public required DateOnly Month { get; init; }
    public required Guid[] People { get; set; }
}

/// <summary>The counters of a round and the key that makes its links: all that there is of an answer is that a counter is one higher.</summary>
internal sealed class PulseBox
{
    public const int MostQuestions = 3, Values = 5;
    private const int KeyLength = 32, NonceLength = 6, ProofLength = 6;

    private readonly byte[] _key;
    private readonly int[] _counts;

    private PulseBox(byte[] key, int[] counts) => (_key, _counts) = (key, counts);

    public static PulseBox New() => new(RandomNumberGenerator.GetBytes(KeyLength), new int[MostQuestions * Values]);

    public static PulseBox Open(byte[] box, FieldEncryption encryption)
    {
        var plain = encryption.Decrypt(box);
        return new(plain[..KeyLength], [.. Enumerable.Range(0, MostQuestions * Values).Select(i => BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(KeyLength + i * 4)))]);
    }

    /// <summary>Always as long, and never the same twice.</summary>
    public byte[] Seal(FieldEncryption encryption)
    {
        var plain = new byte[KeyLength + _counts.Length * 4];
        _key.CopyTo(plain, 0);
        for (var i = 0; i < _counts.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(KeyLength + i * 4), _counts[i]);
        return encryption.Encrypt(plain);
    }

    public void Count(IReadOnlyList<int> values)
    {
        for (var question = 0; question < values.Count; question++)
            _counts[question * Values + values[question] - 1]++;
    }

    public int[] CountsOf(int question) => _counts[(question * Values)..((question + 1) * Values)];

    /// <summary>A link that nobody writes down: a random number, and the proof that it was made here. In the shape of a UUID, which telemetry leaves out of addresses.</summary>
    public Guid NewLink(int round)
    {
        Span<byte> link = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(link, round);
        RandomNumberGenerator.Fill(link.Slice(4, NonceLength));
        Proof(link[..(4 + NonceLength)]).CopyTo(link[(4 + NonceLength)..]);
        return new Guid(link, bigEndian: true);
    }

    public static int RoundOf(Guid link) => BinaryPrimitives.ReadInt32BigEndian(link.ToByteArray(bigEndian: true));

    public bool Made(Guid link)
    {
        var bytes = link.ToByteArray(bigEndian: true);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(4 + NonceLength), Proof(bytes.AsSpan(0, 4 + NonceLength)));
    }

    public static long NumberOf(Guid link)
    {
        Span<byte> number = stackalloc byte[8];
        link.ToByteArray(bigEndian: true).AsSpan(4, NonceLength).CopyTo(number[2..]);
        return BinaryPrimitives.ReadInt64BigEndian(number);
    }

    private Span<byte> Proof(ReadOnlySpan<byte> link) => HMACSHA256.HashData(_key, link).AsSpan(0, ProofLength);
}
