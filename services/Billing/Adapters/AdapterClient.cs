using System.Net;
using System.Net.Http.Headers;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Adapters;

/// <summary>What came of a question to an adapter: an answer, or every fault that it found.</summary>
internal readonly record struct AdapterAnswer<T>(T? Value, IReadOnlyList<Fault> Faults) where T : class;

/// <summary>Asks the adapter of a payer. Whatever is no answer and no refusal is an exception: an outage is asked again, the rest is a bug.</summary>
internal sealed class AdapterClient(HttpClient http)
{
    public const int ContractMajor = 1;

    public Task<Manifest> ManifestAsync(CancellationToken ct) => http.GetFromJsonAsync<Manifest>(AdapterRoutes.Manifest, ContractJson.Options, ct)!;

    public Task<AdapterAnswer<MessageIdentity>> IdentifyAsync(MessageToIdentify message, CancellationToken ct) => AskAsync<MessageToIdentify, MessageIdentity>(AdapterRoutes.IdentifyMessage, message, ct);

    public Task<AdapterAnswer<AssignmentsRead>> ReadAsync(AssignmentsToRead message, CancellationToken ct) => AskAsync<AssignmentsToRead, AssignmentsRead>(AdapterRoutes.ReadAssignments, message, ct);

    public Task<AdapterAnswer<AnswerRead>> ReadAsync(AnswerToRead answer, CancellationToken ct) => AskAsync<AnswerToRead, AnswerRead>(AdapterRoutes.ReadAnswer, answer, ct);

    public Task<AdapterAnswer<ClaimRendered>> RenderAsync(ClaimToRender claim, CancellationToken ct) => AskAsync<ClaimToRender, ClaimRendered>(AdapterRoutes.RenderClaim, claim, ct);

    public Task<AdapterAnswer<DocumentsRendered>> RenderAsync(NoticeToRender notice, CancellationToken ct) => AskAsync<NoticeToRender, DocumentsRendered>(AdapterRoutes.RenderNotice, notice, ct);

    public Task<AdapterAnswer<DocumentsRendered>> RenderAsync(RequestToRender request, CancellationToken ct) => AskAsync<RequestToRender, DocumentsRendered>(AdapterRoutes.RenderRequest, request, ct);

    public Task<AdapterAnswer<ReturnRead>> ReadAsync(ReturnToRead message, CancellationToken ct) => AskAsync<ReturnToRead, ReturnRead>(AdapterRoutes.ReadReturn, message, ct);

    public Task<AdapterAnswer<RequestAnswerRead>> ReadAsync(RequestAnswerToRead answer, CancellationToken ct) => AskAsync<RequestAnswerToRead, RequestAnswerRead>(AdapterRoutes.ReadRequestAnswer, answer, ct);

    private async Task<AdapterAnswer<TAnswer>> AskAsync<TQuestion, TAnswer>(string route, TQuestion question, CancellationToken ct) where TAnswer : class
    {
        using var response = await http.PostAsJsonAsync(route, question, ContractJson.Options, ct);
        if (response.StatusCode is HttpStatusCode.UnprocessableEntity)
        {
            var problem = await response.Content.ReadFromJsonAsync<Problem>(ContractJson.Options, ct);
            return new(null, problem?.Faults is { Count: > 0 } faults ? faults : [new Fault("refused", problem?.Detail ?? "The adapter refuses this and does not say why.")]);
        }
        if (!response.IsSuccessStatusCode) throw new HttpRequestException($"The adapter answers {(int)response.StatusCode} to {route}.", null, response.StatusCode);
        return new((await response.Content.ReadFromJsonAsync<TAnswer>(ContractJson.Options, ct))!, []);
    }
}

/// <summary>The adapters of the install, each with connections and a time-out of its own, so that a dead one holds up no other.</summary>
internal sealed class AdapterClients(IHttpClientFactory http, IOptions<AdapterSettings> adapters)
{
    public AdapterClient Named(string name)
    {
        var (address, client) = (adapters.Value[name], http.CreateClient($"adapter:{name}"));
        client.BaseAddress = new Uri(address.Url!.ToString().TrimEnd('/') + "/");
        client.Timeout = address.Timeout;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Secret);
        return new AdapterClient(client);
    }
}
