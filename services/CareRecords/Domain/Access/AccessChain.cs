using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Buurtzorg.CareRecords.Domain.Access;

internal sealed class AccessChain
{
    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    public Guid ClientId { get; private set; }
    public long Entries { get; private set; }
    public DateTimeOffset LastAt { get; private set; } = DateTimeOffset.UnixEpoch;
    public byte[] Hash { get; private set; } = Beginning;

    public static AccessChain Of(Guid clientId) => new() { ClientId = clientId };

    public AccessEntry Append(AccessEntry entry)
    {
        // Never earlier than the entry before: the order in time is the order of the chain, also between replicas whose clocks differ.
        var at = ToTheSecond(entry.At) is var second && second < LastAt ? LastAt : second;
        var numbered = entry with { Id = Guid.CreateVersion7(), Number = Entries + 1, At = at };
        var appended = numbered with { Hash = HashOf(numbered, Hash) };
        (Entries, LastAt, Hash) = (appended.Number, appended.At, appended.Hash);
        return appended;
    }

    public bool Continues(AccessEntry entry)
    {
        if (entry.Number != Entries + 1 || !entry.Hash.AsSpan().SequenceEqual(HashOf(entry, Hash))) return false;
        (Entries, Hash) = (entry.Number, entry.Hash);
        return true;
    }

    public bool EndsLike(AccessChain head) => Entries == head.Entries && Hash.AsSpan().SequenceEqual(head.Hash);

    // No field can hold a line break, so different entries never give the same text.
    private static byte[] HashOf(AccessEntry entry, byte[] previous)
    {
        var canonical = string.Create(CultureInfo.InvariantCulture, $"""
            {entry.Number}
            {entry.Id}
            {entry.ClientId}
            {entry.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}
            {entry.Act}
            {entry.What}
            {entry.PersonId}
            {entry.Kind}
            {entry.TeamId}
            {entry.Service}
            {entry.Allowed}
            {entry.Basis}
            {entry.Purpose}
            """);
        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(canonical)]);
    }

    private static DateTimeOffset ToTheSecond(DateTimeOffset at) => at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
