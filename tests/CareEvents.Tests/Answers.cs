using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Buurtzorg.CareEvents.Features;

namespace Buurtzorg.CareEvents.Tests;

internal static class Answers
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    public static async Task<Guid> IdAsync(this HttpResponseMessage response)
    {
        await response.ExpectAsync(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<CreatedId>())!.Id;
    }

    public static async Task ExpectAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        if (response.StatusCode != status)
            Assert.Fail($"{(int)response.StatusCode} instead of {(int)status}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>The detail of a refusal with this status and code.</summary>
    public static async Task<string> RefusedAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        await response.ExpectAsync(status);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal($"urn:buurtzorg:problem:{code}", problem.GetProperty("type").GetString());
        return problem.GetProperty("detail").GetString()!;
    }

    public static Task<HttpResponseMessage> PostWithKeyAsync(this HttpClient client, string address, object body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }
}
