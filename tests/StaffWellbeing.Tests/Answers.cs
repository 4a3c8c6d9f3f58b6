using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests;

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

    public static async Task<T> GetAsync<T>(this HttpClient client, string address) => (await client.GetFromJsonAsync<T>(address, Json))!;

    /// <summary>Changes what was seen with this ETag.</summary>
    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string address, object body, long? version)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body, options: Json) };
        if (version is not null)
            request.Headers.Add("If-Match", $"\"{version}\"");
        return client.SendAsync(request);
    }
}
