using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Buurtzorg.CareEvents.Domain;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>What a receiver made of an event.</summary>
internal enum Answer
{
    /// <summary>2xx.</summary>
    Delivered,

    /// <summary>It refuses this event, perhaps only this one.</summary>
    Refused,

    /// <summary>It does not take anything at the moment.</summary>
    Away,

    /// <summary>410: it wants no more.</summary>
    Gone,
}

/// <param name="Answer">What it comes to.</param>
/// <param name="Outcome">In a word, for the delivery log.</param>
/// <param name="Status">The HTTP status, when there was one.</param>
/// <param name="RetryAfter">What the receiver asked for.</param>
internal sealed record Sent(Answer Answer, string Outcome, int? Status, TimeSpan Took, TimeSpan? RetryAfter = null, string? Echo = null);

/// <summary>Sends one signed event to one receiver.</summary>
internal sealed class WebhookSender(HttpClient http, TimeProvider clock)
{
    private const int MostOfAnAnswer = 4096;

    public static HttpClient Client(WebhookTargets targets) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectCallback = targets.ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
    })
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = MostOfAnAnswer,
    };

    public async Task<Sent> SendAsync(Uri receiver, IEnumerable<string> secrets, Guid id, byte[] body, CancellationToken ct, bool wantsEcho = false)
    {
        var started = Stopwatch.GetTimestamp();
        Sent Is(Answer answer, string outcome, HttpStatusCode? status = null, TimeSpan? retryAfter = null, string? echo = null) =>
            new(answer, outcome, (int?)status, Stopwatch.GetElapsedTime(started), retryAfter, echo);
        try
        {
            var now = clock.GetUtcNow();
            using var request = new HttpRequestMessage(HttpMethod.Post, receiver) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json") { CharSet = "utf-8" };
            request.Headers.Add("webhook-id", id.ToString());
            request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", WebhookSecret.Sign(secrets, id.ToString(), now, body));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var echo = wantsEcho && response.IsSuccessStatusCode ? await EchoAsync(response, ct) : null;
            return Is(Meaning(response.StatusCode), Word(response.StatusCode), response.StatusCode, response.Headers.RetryAfter?.Delta, echo);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Is(Answer.Away, "timeout");
        }
        catch (HttpRequestException exception)
        {
            return Is(Answer.Away, exception.InnerException is WebhookTargets.TargetRefusedException ? "target-not-public" : exception.HttpRequestError == HttpRequestError.SecureConnectionError ? "tls-failed" : "not-reached");
        }
        catch (IOException)
        {
            return Is(Answer.Away, "not-reached");
        }
    }

    /// <summary>A receiver that asks for another key, address, method or pace refuses all there is; otherwise 4xx is about the event.</summary>
    internal static Answer Meaning(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => Answer.Delivered,
        410 => Answer.Gone,
        401 or 403 or 404 or 405 or 407 or 408 or 421 or 425 or 429 => Answer.Away,
        >= 400 and < 500 => Answer.Refused,
        _ => Answer.Away,
    };

    private static string Word(HttpStatusCode status) => Meaning(status) switch
    {
        Answer.Delivered => "delivered",
        Answer.Refused => "refused",
        Answer.Gone => "gone",
        _ => (int)status is >= 300 and < 400 ? "redirect-not-followed" : "failed",
    };

    private static async Task<string?> EchoAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TimeSpan.FromSeconds(5));
            await response.Content.LoadIntoBufferAsync(MostOfAnAnswer, limit.Token);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return answer.RootElement.TryGetProperty("challenge", out var challenge) ? challenge.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or HttpRequestException)
        {
            return null;
        }
    }
}
