using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Buurtzorg.Gateway.Tests;

public sealed class StatusTests
{
    [Fact]
    public async Task The_health_of_the_whole_follows_its_services_and_tells_no_internals()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var client = gateway.Anonymous();
        var all = await StatusAsync(client);
        Assert.Equal(HttpStatusCode.OK, all.Code);
        Assert.Equal(["billing", "care-events", "care-records", "identity", "scheduling", "social-map", "staff-wellbeing"], all.Body.GetProperty("services").EnumerateArray().Select(service => service.GetProperty("name").GetString()));

        await gateway.Scheduling.KillAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(client) is { Code: HttpStatusCode.OK } one && Of(one.Body, "scheduling") == "degraded 1 of 2", "one of two to be missed");

        gateway.Services["billing"].Ready = false;
        await Eventually.TrueAsync(async () => await StatusAsync(client) is { Code: HttpStatusCode.ServiceUnavailable } none && Of(none.Body, "billing") == "down 0 of 1", "a service to be missed");
        Assert.DoesNotContain("127.0.0.1", (await StatusAsync(client)).Body.GetRawText(), StringComparison.Ordinal);

        gateway.Services["billing"].Ready = true;
        await gateway.Scheduling.RestartAsync();
        await Eventually.TrueAsync(async () => (await StatusAsync(client)).Body.GetProperty("status").GetString() == "ready", "all to be well again");
    }

    private static async Task<(HttpStatusCode Code, JsonElement Body)> StatusAsync(HttpClient client)
    {
        using var response = await client.GetAsync("status");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string Of(JsonElement status, string name)
    {
        var service = status.GetProperty("services").EnumerateArray().Single(service => service.GetProperty("name").ValueEquals(name));
        return $"{service.GetProperty("status").GetString()} {service.GetProperty("ready").GetInt32()} of {service.GetProperty("replicas").GetInt32()}";
    }
}
