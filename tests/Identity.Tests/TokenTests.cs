using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Buurtzorg.Identity.Tests;

public sealed class TokenTests(IdentityHost identity) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task A_stock_bearer_validation_accepts_a_token_by_discovery_alone()
    {
        await using var api = await ApiThatTrustsAsync(identity.Issuer);
        using var client = new HttpClient { BaseAddress = new Uri(api.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await identity.PersonaTokenAsync("nurse-oost"));

        Assert.Equal("01920000-0000-7000-8000-000000000001 professional", await client.GetStringAsync("/"));

        client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_token_that_was_altered_is_not_verified()
    {
        var configuration = await new ConfigurationManager<OpenIdConnectConfiguration>(
            identity.Issuer + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false })
            .GetConfigurationAsync();
        var parameters = new TokenValidationParameters { ValidIssuer = configuration.Issuer, ValidAudience = "buurtzorg", IssuerSigningKeys = configuration.SigningKeys, ValidTypes = ["at+jwt"] };
        var token = await identity.PersonaTokenAsync("client");
        var parts = token.Split('.');
        var coach = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("citizen", "coach", StringComparison.Ordinal));

        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(token, parameters)).IsValid);
        Assert.False((await new JsonWebTokenHandler().ValidateTokenAsync($"{parts[0]}.{coach}.{parts[2]}", parameters)).IsValid);
    }

    [Fact]
    public async Task A_token_holds_what_services_need_for_a_quarter_of_an_hour_and_no_name()
    {
        var token = new JsonWebToken(await identity.PersonaTokenAsync("daughter"));

        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "kind", "scope", "sub"], token.Claims.Select(claim => claim.Type).Order());
        Assert.Equal(TimeSpan.FromMinutes(15), token.ValidTo - token.IssuedAt);
        Assert.Equal((identity.Issuer, "buurtzorg", "citizen"), (token.Issuer, token.Audiences.Single(), token.GetClaim("kind").Value));
    }

    [Theory]
    [InlineData("nurse-oost", "01920000-0000-7000-8000-000000000001", "professional")]
    [InlineData("nurse-oost-2", "01920000-0000-7000-8000-000000000002", "professional")]
    [InlineData("assistant-oost", "01920000-0000-7000-8000-000000000003", "professional")]
    [InlineData("nurse-west", "01920000-0000-7000-8000-000000000015", "professional")]
    [InlineData("client", "01920000-0000-7000-8000-00000000001f", "citizen")]
    [InlineData("daughter", "01920000-0000-7000-8000-000000000020", "citizen")]
    [InlineData("neighbour", "01920000-0000-7000-8000-000000000021", "citizen")]
    [InlineData("coach", "01920000-0000-7000-8000-000000000029", "coach")]
    [InlineData("back-office", "01920000-0000-7000-8000-00000000002a", "back-office")]
    [InlineData("operator", "01920000-0000-7000-8000-00000000002b", "operator")]
    [InlineData("integrator", "01920000-0000-7000-8000-00000000002c", "integrator")]
    [InlineData("nurse-noord", "01920000-0000-7000-8000-000000000033", "professional")]
    [InlineData("nurse-zuid", "01920000-0000-7000-8000-00000000003d", "professional")]
    public async Task Every_persona_is_always_the_same_person(string persona, string person, string kind)
    {
        var token = new JsonWebToken(await identity.PersonaTokenAsync(persona));
        var listed = (await identity.GetAsync("v1/personas")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").ValueEquals(persona));

        Assert.Equal((person, kind), (token.Subject, token.GetClaim("kind").Value));
        Assert.Equal((person, kind), (listed.GetProperty("personId").GetString(), listed.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task The_integrator_is_known_by_its_client_id_and_has_scopes()
    {
        var token = new JsonWebToken(await identity.PersonaTokenAsync("integrator"));

        Assert.Equal("integrator", token.GetClaim("client_id").Value);
        Assert.Contains("care-events.visits", token.GetClaim("scope").Value.Split(' '));
    }

    [Fact]
    public async Task A_persona_can_stand_in_for_another_person_of_its_kind()
    {
        var person = Guid.CreateVersion7();

        var token = new JsonWebToken(await identity.PersonaTokenAsync("nurse-oost", person));

        Assert.Equal((person.ToString(), "professional"), (token.Subject, token.GetClaim("kind").Value));
    }

    private static async Task<WebApplication> ApiThatTrustsAsync(string issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
            (bearer.Authority, bearer.Audience, bearer.RequireHttpsMetadata, bearer.MapInboundClaims) = (issuer, "buurtzorg", false, false));
        var app = builder.Build();
        app.MapGet("/", (ClaimsPrincipal caller) => $"{caller.FindFirstValue("sub")} {caller.FindFirstValue("kind")}").RequireAuthorization();
        await app.StartAsync();
        return app;
    }
}
