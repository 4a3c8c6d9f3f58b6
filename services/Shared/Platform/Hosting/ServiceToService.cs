using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Buurtzorg.Platform;

/// <summary>Section <c>Services</c>: where the other services are, path base included.</summary>
internal sealed class ServiceAddresses : Dictionary<string, Uri>;

internal static class ServiceToService
{
    public static void Add<TClient>(IServiceCollection services, string name) where TClient : class
    {
        services.AddOptionsWithValidateOnStart<ServiceAddresses>().BindConfiguration("Services")
            .Validate(addresses => addresses.TryGetValue(name, out var address) && address.AbsolutePath.EndsWith('/'), $"Services:{name} is missing or does not end with a slash: the address of {name} with its path base, such as http://{name}:8080/{name}/");
        services.AddOptions<AuthenticationSettings>()
            .Validate(settings => settings is { ClientId.Length: > 0, ClientSecret.Length: > 0 }, "Authentication:ClientId and Authentication:ClientSecret are needed: this service calls others as itself.");
        services.AddSingleton<ServiceTokens>().AddTransient<ServiceTokens.Handler>();
        services.AddHttpClient<TClient>((provider, client) =>
        {
            client.BaseAddress = provider.GetRequiredService<IOptions<ServiceAddresses>>().Value[name];
            client.Timeout = TimeSpan.FromSeconds(10);
        }).AddHttpMessageHandler<ServiceTokens.Handler>();
    }
}

/// <summary>The token with which this service calls others: fetched once, renewed a minute before it ends.</summary>
internal sealed class ServiceTokens(IHttpClientFactory http, IOptions<AuthenticationSettings> options, IOptionsMonitor<JwtBearerOptions> bearer, TimeProvider clock)
{
    private readonly SemaphoreSlim _one = new(1);
    private string _token = "";
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;

    private async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (clock.GetUtcNow() < _renewAt)
            return _token;
        await _one.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() < _renewAt)
                return _token;
            var issuer = await bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellation);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = options.Value.ClientId!,
                ["client_secret"] = options.Value.ClientSecret!,
                ["scope"] = options.Value.Audience,
            });
            using var client = http.CreateClient();
            using var response = await client.PostAsync(issuer.TokenEndpoint, form, cancellation);
            var token = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Token>(cancellation))!;
            (_token, _renewAt) = (token.AccessToken, clock.GetUtcNow().AddSeconds(token.ExpiresIn - 60));
            return _token;
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed record Token([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);

    internal sealed class Handler(ServiceTokens tokens) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(cancellationToken));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
