using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>
/// Over the provider's side of an exchange: <c>POST exchange/outbox</c> the exact bytes under an <c>Idempotency-Key</c> (422: used for other bytes, or
/// unreadable), <c>GET exchange/inbox?after=&amp;limit=</c> a page <c>{items: [{id, payer?, contentBase64}], next?}</c>, oldest first,
/// <c>DELETE exchange/inbox/{id}</c>.
/// The exchange finds the payer in the message, and keeps what was sent: nothing is kept here.
/// </summary>
internal sealed class HttpCarrier(HttpClient exchange) : ICarrier
{
    /// <summary>Bytes of a page of the inbox: a message of the largest size in base64 and room beside it.</summary>
    public const int MostBytes = 2 * Sizes.RequestBytes;

    private sealed record Inbox(IReadOnlyList<Item> Items, string? Next = null);

    private sealed record Item(string Id, byte[] ContentBase64, string? Payer = null);

    public async Task<bool> SendAsync(OutgoingMessage message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "exchange/outbox")
        {
            Headers = { { "Idempotency-Key", message.Id } },
            Content = new ByteArrayContent(message.Document.Content) { Headers = { ContentType = new MediaTypeHeaderValue(message.Document.MediaType) } },
        };
        using var response = await exchange.SendAsync(request, ct);
        if (response.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict) return false;
        Require(response);
        return true;
    }

    public async Task<Parcels> ReceiveAsync(string? after, int limit, CancellationToken ct)
    {
        try
        {
            return await PageAsync(after, limit, ct);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded && limit > 1)
        {
            return await PageAsync(after, 1, ct); // large ones go one by one
        }
    }

    public async Task AcknowledgeAsync(string id, CancellationToken ct)
    {
        using var response = await exchange.DeleteAsync($"exchange/inbox/{Uri.EscapeDataString(id)}", ct);
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone)) Require(response);
    }

    private async Task<Parcels> PageAsync(string? after, int limit, CancellationToken ct)
    {
        using var response = await exchange.GetAsync($"exchange/inbox?limit={limit}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", ct);
        Require(response);
        var inbox = await response.Content.ReadFromJsonAsync<Inbox>(ContractJson.Options, ct) ?? new([]);
        var page = Parcels.Page(inbox.Items.Select(item => new Parcel(item.Id, item.ContentBase64, item.Payer)), limit);
        return page with { Next = page.Next ?? inbox.Next };
    }

    // Whatever else it answers, billing cannot mend it and tries again.
    private static void Require(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"The exchange answers {(int)response.StatusCode}.");
    }
}
