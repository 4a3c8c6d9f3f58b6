using System.Net;
using System.Text.Json;

namespace Buurtzorg.Gateway.Tests;

internal static class Problem
{
    /// <summary>The answer is a problem document of this status, and says nothing about what stands behind the gateway.</summary>
    public static async Task<JsonElement> AssertAsync(HttpStatusCode status, HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        foreach (var field in (string[])["type", "title", "detail", "traceId"])
            Assert.NotEmpty(problem.GetProperty(field).GetString()!);
        return problem;
    }
}
