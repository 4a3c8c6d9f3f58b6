using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.SocialMap.Features;

namespace Buurtzorg.SocialMap.Tests;

internal static class Answers
{
    public static async Task<Guid> IdAsync(this HttpResponseMessage response, HttpStatusCode status = HttpStatusCode.Created)
    {
        await response.ExpectAsync(status);
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

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        await response.ExpectAsync(HttpStatusCode.OK);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;

    public static List<JsonElement> Items(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}
