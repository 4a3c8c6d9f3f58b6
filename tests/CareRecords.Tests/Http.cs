using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

/// <summary>Calls that say which answer they expect, and answers read as a stranger reads them.</summary>
internal static class Http
{
    public static Task<JsonElement> GetAsync(this HttpClient client, string address, HttpStatusCode expected) =>
        SendAsync(client, HttpMethod.Get, address, null, expected);

    public static Task<JsonElement> PostAsync(this HttpClient client, string address, object body, HttpStatusCode expected, string? key = null) =>
        SendAsync(client, HttpMethod.Post, address, body, expected, "Idempotency-Key", key);

    public static Task<JsonElement> PutAsync(this HttpClient client, string address, object body, HttpStatusCode expected, string? ifMatch = null) =>
        SendAsync(client, HttpMethod.Put, address, body, expected, "If-Match", ifMatch);

    public static Task<JsonElement> DeleteAsync(this HttpClient client, string address, HttpStatusCode expected) =>
        SendAsync(client, HttpMethod.Delete, address, null, expected);

    public static async Task<JsonElement> SendAsync(
        HttpClient client, HttpMethod method, string address, object? body, HttpStatusCode expected, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is string raw) request.Content = new StringContent(raw, System.Text.Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (value is not null) request.Headers.TryAddWithoutValidation(header!, value);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{method} {address}: {(int)response.StatusCode} instead of {(int)expected}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public static async Task<HttpStatusCode> PostAsJson(this HttpClient client, string address, object body)
    {
        using var response = await client.PostAsJsonAsync(address, body);
        return response.StatusCode;
    }

    public static async Task<HttpStatusCode> PutAsJson(this HttpClient client, string address, object body, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body), Headers = { { "If-Match", ifMatch } } };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    public static async Task<(JsonElement Body, string? ETag)> GetWithETagAsync(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return (JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync()).RootElement, response.Headers.ETag?.Tag);
    }

    public static Guid Id(this JsonElement made) => made.GetProperty("id").GetGuid();
    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
    public static string Code(this JsonElement problem) => problem.Text("type")["urn:buurtzorg:problem:".Length..];
    public static List<JsonElement> Items(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
    public static List<string> Faults(this JsonElement problem) => [.. problem.GetProperty("faults").EnumerateArray().Select(fault => fault.Text("path"))];
}
