using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>Carries bytes to payers and back. Throws <see cref="HttpRequestException"/> or <see cref="IOException"/> while the other side is away.</summary>
internal interface ICarrier
{
    /// <summary>Takes a message over; false when its id was used before for other bytes.</summary>
    Task<bool> SendAsync(OutgoingMessage message, CancellationToken ct);

    /// <summary>What came in after an id, oldest first; at most 25 MB together, or one.</summary>
    Task<Parcels> ReceiveAsync(string? after, int limit, CancellationToken ct);

    /// <summary>Forgets what came in; nothing happens when it is gone.</summary>
    Task AcknowledgeAsync(string id, CancellationToken ct);
}

/// <summary>A page of what came in, and whether there may be more.</summary>
internal sealed record Parcels(IReadOnlyList<Parcel> Items, string? Next)
{
    /// <summary>As many as fit a page.</summary>
    public static Parcels Page(IEnumerable<Parcel> found, int limit)
    {
        var (items, bytes) = (new List<Parcel>(), 0L);
        foreach (var parcel in found)
        {
            if (items.Count == limit || (items.Count > 0 && bytes + parcel.Content.Length > Sizes.MessageBytes)) return new(items, items[^1].Id);
            items.Add(parcel);
            bytes += parcel.Content.Length;
        }
        return new(items, null);
    }
}

/// <summary>Bytes that came in, and from whom where the carrier knows.</summary>
internal sealed record Parcel(string Id, byte[] Content, string? Payer = null);

/// <summary>What an adapter sees on the envelope of bytes that came in.</summary>
/// <param name="Payer">From whom.</param>
/// <param name="Type">The beginning of a name for the document, such as <c>WMO325</c>.</param>
public sealed record Arrival(Identifier Payer, string Type);
