using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Buurtzorg.Testing;

/// <summary>What holds for every endpoint of every service, walked by its OpenAPI document.</summary>
public static partial class EndpointRules
{
    private static readonly string[] Kinds = ["professional", "citizen", "coach", "back-office", "integrator", "operator"];
    private static readonly string[] Callers = ["scheduling", "billing", "social-map", "care-events", "care-records"];

    /// <summary>
    /// Without a token 401; with an empty body 400; with a body of 10 MB 413. Returns every breach in a sentence.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="takesLarge">Paths of the document that take a body of 10 MB.</param>
    public static async Task<List<string>> BreachesAsync<TProgram>(ServiceFixture<TProgram> service, params string[] takesLarge) where TProgram : class
    {
        using var anonymous = service.AnonymousClient();
        var clients = Kinds.Select(kind => service.Client(kind)).Concat(Callers.Select(service.ServiceClient)).ToList();
        var document = await anonymous.GetFromJsonAsync<JsonElement>("v1/openapi.json");
        List<string> breaches = [];
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject().Where(operation => operation.Name is "get" or "post" or "put" or "delete" or "patch"))
            {
                var method = new HttpMethod(operation.Name.ToUpperInvariant());
                var address = Parameter().Replace(path.Name.TrimStart('/'), _ => Guid.CreateVersion7().ToString());
                async Task ExpectAsync(HttpStatusCode expected, HttpResponseMessage response, string when)
                {
                    if (response.StatusCode != expected)
                        breaches.Add($"{method} {path.Name} {when}: {(int)response.StatusCode} instead of {(int)expected}; {await response.Content.ReadAsStringAsync()}");
                    else if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
                        breaches.Add($"{method} {path.Name} {when}: the answer is no problem+json.");
                }

                if (operation.Value.TryGetProperty("security", out _))
                    await ExpectAsync(HttpStatusCode.Unauthorized, await SendAsync(anonymous, method, address, []), "without a token");
                if (!operation.Value.TryGetProperty("requestBody", out var body))
                    continue;
                var type = body.GetProperty("content").EnumerateObject().First().Name;
                await ExpectAsync(HttpStatusCode.BadRequest, await AsSomebodyAsync(clients, client => SendAsync(client, method, address, [], type)), "with an empty body");
                if (!takesLarge.Contains(path.Name))
                    await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, await AsSomebodyAsync(clients, client => SendAsync(client, method, address, new byte[10_000_000], type)), "with a body of 10 MB");
            }
        clients.ForEach(client => client.Dispose());
        return breaches;
    }

    private static async Task<HttpResponseMessage> AsSomebodyAsync(List<HttpClient> clients, Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        HttpResponseMessage? answer = null;
        foreach (var client in clients)
            if ((answer = await send(client)).StatusCode is not HttpStatusCode.Forbidden)
                break;
        return answer!;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, byte[] body, string? type = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (type is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        request.Headers.ExpectContinue = body.Length > 0;
        return await client.SendAsync(request);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
