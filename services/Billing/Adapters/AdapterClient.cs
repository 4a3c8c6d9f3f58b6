using System.Net;
using Buurtzorg.BillingAdapters.Contract;
using Polly;

namespace Buurtzorg.Billing.Adapters;

/// <summary>What came of a question to an adapter: an answer, or every fault that it found.</summary>
internal readonly record struct AdapterAnswer<T>(T? Value, IReadOnlyList<Fault> Faults) where T : class;

/// <summary>
/// Asks one adapter. A refusal is an answer; an outage is <see cref="AdapterUnavailableException"/> once the tries are used up; whatever else
/// it says is an exception, and a bug on one of both sides.
/// </summary>
internal sealed class AdapterClient(string name, HttpClient http, ResiliencePipeline pipeline, Manifest? manifest = null)
{
    /// <summary>What the adapter said that it is when it was last asked.</summary>
    public Manifest Manifest => manifest ?? throw new InvalidOperationException("The manifest was not read yet.");

    public Task<Manifest> ManifestAsync(CancellationToken ct) => manifest is not null ? Task.FromResult(manifest) : SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, AdapterRoutes.Manifest), ReadAsync<Manifest>, ct);

    public Task<AdapterAnswer<MessageIdentity>> IdentifyAsync(MessageToIdentify message, CancellationToken ct) => AskAsync<MessageToIdentify, MessageIdentity>(AdapterRoutes.IdentifyMessage, message, ct);

    public Task<AdapterAnswer<AssignmentsRead>> ReadAsync(AssignmentsToRead message, CancellationToken ct) => AskAsync<AssignmentsToRead, AssignmentsRead>(AdapterRoutes.ReadAssignments, message, ct);

    public Task<AdapterAnswer<AnswerRead>> ReadAsync(AnswerToRead answer, CancellationToken ct) => AskAsync<AnswerToRead, AnswerRead>(AdapterRoutes.ReadAnswer, answer, ct);

    public Task<AdapterAnswer<ClaimRendered>> RenderAsync(ClaimToRender claim, CancellationToken ct) => AskAsync<ClaimToRender, ClaimRendered>(AdapterRoutes.RenderClaim, claim, ct);

    public Task<AdapterAnswer<DocumentsRendered>> RenderAsync(NoticeToRender notice, CancellationToken ct) => AskAsync<NoticeToRender, DocumentsRendered>(AdapterRoutes.RenderNotice, notice, ct);

    public Task<AdapterAnswer<DocumentsRendered>> RenderAsync(RequestToRender request, CancellationToken ct) => AskAsync<RequestToRender, DocumentsRendered>(AdapterRoutes.RenderRequest, request, ct);

    public Task<AdapterAnswer<ReturnRead>> ReadAsync(ReturnToRead message, CancellationToken ct) => AskAsync<ReturnToRead, ReturnRead>(AdapterRoutes.ReadReturn, message, ct);

    public Task<AdapterAnswer<RequestAnswerRead>> ReadAsync(RequestAnswerToRead answer, CancellationToken ct) => AskAsync<RequestAnswerToRead, RequestAnswerRead>(AdapterRoutes.ReadRequestAnswer, answer, ct);

    public Task<AdapterAnswer<MessageTaken>> SendAsync(OutgoingMessage message, CancellationToken ct) => AskAsync<OutgoingMessage, MessageTaken>(AdapterRoutes.Messages, message, ct, message.Id);

    public Task<IncomingMessages> ReceiveAsync(string? after, CancellationToken ct) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Get, AdapterRoutes.Messages + (after is null ? "" : $"?after={Uri.EscapeDataString(after)}")), ReadAsync<IncomingMessages>, ct);

    public Task AcknowledgeAsync(string id, CancellationToken ct) => SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, AdapterRoutes.AcknowledgeMessage.Replace("{id}", Uri.EscapeDataString(id))), (_, _) => Task.FromResult(true), ct);

    private Task<AdapterAnswer<TAnswer>> AskAsync<TQuestion, TAnswer>(string route, TQuestion question, CancellationToken ct, string? key = null) where TAnswer : class => SendAsync(
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(question, options: ContractJson.Options) };
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            return request;
        },
        async (response, token) =>
        {
            if (response.StatusCode is not HttpStatusCode.UnprocessableEntity) return new AdapterAnswer<TAnswer>(await ReadAsync<TAnswer>(response, token), []);
            var problem = await ReadAsync<Problem>(response, token);
            return new(null, problem.Faults is { Count: > 0 } faults ? faults : [new Fault("refused", problem.Detail ?? "The adapter refuses this and does not say why.")]);
        }, ct, alsoTakes: HttpStatusCode.UnprocessableEntity);

    private async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> question, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken ct, HttpStatusCode alsoTakes = HttpStatusCode.OK)
    {
        try
        {
            return await pipeline.ExecuteAsync(async token =>
            {
                using var request = question();
                using var response = await http.SendAsync(request, token);
                if (!response.IsSuccessStatusCode && response.StatusCode != alsoTakes)
                    throw new HttpRequestException($"The adapter {name} answers {(int)response.StatusCode}.", null, response.StatusCode);
                return await read(response, token);
            }, ct);
        }
        catch (ExecutionRejectedException rejected)
        {
            throw new AdapterUnavailableException(name, AdapterPipeline.Why(rejected), rejected);
        }
        catch (Exception outage) when (AdapterPipeline.IsOutage(outage))
        {
            throw new AdapterUnavailableException(name, "It does not answer, or answers that it cannot.", outage);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct) => (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, ct))!;
}
