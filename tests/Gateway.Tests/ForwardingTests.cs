using System.Text;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Gateway.Tests;

public sealed class ForwardingTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_request_arrives_as_it_was_sent()
    {
        var body = "";
        gateway.Services["billing"].Handle = async context =>
        {
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Response.StatusCode = 201;
            context.Response.Headers.Location = "/billing/v1/claims/1";
        };
        using var nurse = gateway.Nurse();

        using var response = await nurse.PostAsync("billing/v1/claims?period=2026-10&note=a%20b", new StringContent("{\"payerId\":\"nl-wmo:9901\"}", Encoding.UTF8, "application/json"));

        Assert.Equal((201, "/billing/v1/claims/1"), ((int)response.StatusCode, response.Headers.Location?.ToString()));
        Assert.Equal("{\"payerId\":\"nl-wmo:9901\"}", body);
        Assert.Contains("POST /billing/v1/claims?period=2026-10&note=a%20b", gateway.Services["billing"].Asked);
    }

    [Fact]
    public async Task A_trace_goes_on_and_baggage_from_outside_stays_outside()
    {
        var headers = await SendAsync(request =>
        {
            request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            request.Headers.Add("tracestate", "vendor=1");
            request.Headers.Add("baggage", "client=Jansen");
            request.Headers.Add("Correlation-Context", "client=Jansen");
        });

        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", headers["traceparent"].ToString());
        Assert.Equal("vendor=1", headers["tracestate"].ToString());
        Assert.False(headers.ContainsKey("baggage"));
        Assert.False(headers.ContainsKey("Correlation-Context"));
    }

    [Fact]
    public async Task A_caller_cannot_say_where_they_are()
    {
        var headers = await SendAsync(request =>
        {
            request.Headers.Add("X-Forwarded-For", "10.9.8.7");
            request.Headers.Add("X-Forwarded-Proto", "https");
        });

        Assert.DoesNotContain("10.9.8.7", headers["X-Forwarded-For"].ToString());
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
    }

    [Fact]
    public async Task The_install_s_own_proxy_can()
    {
        await using var behindProxy = await GatewayHost.StartAsync(("Gateway:TrustedProxies:0", "127.0.0.0/8"));

        var headers = await SendAsync(behindProxy, request => request.Headers.Add("X-Forwarded-For", "10.9.8.7"));

        Assert.Equal("10.9.8.7", headers["X-Forwarded-For"]);
    }

    [Fact]
    public async Task An_answer_keeps_its_service_s_headers_and_loses_the_server_s_name()
    {
        gateway.Services["care-records"].Handle = context =>
        {
            context.Response.Headers["API-Version"] = "7.0.0";
            context.Response.Headers.CacheControl = "private, max-age=60";
            context.Response.Headers.Server = "Kestrel";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return context.Response.WriteAsync("{}");
        };
        using var nurse = gateway.Nurse();

        using var response = await nurse.GetAsync("care-records/v1/omaha-problems");

        Assert.Equal("7.0.0", response.Headers.GetValues("API-Version").Single());
        Assert.Equal("max-age=60, private", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
    }

    private Task<IHeaderDictionary> SendAsync(Action<HttpRequestMessage> with) => SendAsync(gateway, with);

    private static async Task<IHeaderDictionary> SendAsync(GatewayHost gateway, Action<HttpRequestMessage> with)
    {
        IHeaderDictionary? seen = null;
        gateway.Services["billing"].Handle = context =>
        {
            seen = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));
            return Task.CompletedTask;
        };
        using var nurse = gateway.Nurse();
        using var request = new HttpRequestMessage(HttpMethod.Get, "billing/v1/payers");
        with(request);
        (await nurse.SendAsync(request)).EnsureSuccessStatusCode();
        return seen!;
    }
}
