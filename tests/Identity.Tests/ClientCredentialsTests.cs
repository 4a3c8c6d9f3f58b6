using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Buurtzorg.Identity.Tests;

public sealed class ClientCredentialsTests(IdentityHost identity) : IClassFixture<IdentityHost>
{
    private const string GrantType = "grant_type=client_credentials";

    [Fact]
    public async Task A_service_gets_a_token_as_itself_with_its_credentials_in_the_form()
    {
        var (status, answer) = await AskAsync($"{GrantType}&client_id=scheduling&client_secret={Uri.EscapeDataString(IdentityHost.Secret)}&scope=buurtzorg");

        var token = new JsonWebToken(answer.GetProperty("access_token").GetString());
        Assert.Equal((HttpStatusCode.OK, "Bearer", 900, "buurtzorg"), (status, answer.GetProperty("token_type").GetString(), answer.GetProperty("expires_in").GetInt32(), answer.GetProperty("scope").GetString()));
        Assert.Equal(("scheduling", "service"), (token.GetClaim("client_id").Value, token.GetClaim("kind").Value));
        Assert.True(Guid.TryParse(token.Subject, out _));
    }

    [Fact]
    public async Task An_integrator_gets_a_token_with_its_credentials_in_a_basic_header_and_all_its_scopes()
    {
        var (status, answer) = await AskAsync(GrantType, Basic("demo-integrator", IdentityHost.Secret + "!"));

        Assert.Equal((HttpStatusCode.OK, "buurtzorg visits claims"), (status, answer.GetProperty("scope").GetString()));
        Assert.Equal("integrator", new JsonWebToken(answer.GetProperty("access_token").GetString()).GetClaim("kind").Value);
    }

    [Fact]
    public async Task A_client_is_the_same_person_in_each_of_its_tokens()
    {
        var first = await AskAsync(GrantType, Basic("scheduling", IdentityHost.Secret));
        var second = await AskAsync(GrantType, Basic("scheduling", IdentityHost.Secret));

        Assert.Equal(SubjectOf(first.Answer), SubjectOf(second.Answer));

        static string SubjectOf(JsonElement answer) => new JsonWebToken(answer.GetProperty("access_token").GetString()).Subject;
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=scheduling&client_secret=wrong", "invalid_client", 401)]
    [InlineData("grant_type=client_credentials&client_id=nobody&client_secret=wrong", "invalid_client", 401)]
    [InlineData("grant_type=client_credentials", "invalid_client", 401)]
    [InlineData("grant_type=password&username=a&password=b", "unsupported_grant_type", 400)]
    [InlineData("client_id=scheduling&client_secret=wrong", "invalid_request", 400)]
    [InlineData("grant_type=client_credentials&client_id=a&client_id=b", "invalid_request", 400)]
    [InlineData("", "invalid_request", 400)]
    public async Task A_request_that_is_not_right_is_refused_in_the_words_of_OAuth(string form, string error, int status)
    {
        var (answered, answer) = await AskAsync(form);

        Assert.Equal((status, error), ((int)answered, answer.GetProperty("error").GetString()));
        Assert.NotEmpty(answer.GetProperty("error_description").GetString()!);
    }

    [Fact]
    public async Task A_scope_that_the_client_may_not_have_is_refused()
    {
        var (status, answer) = await AskAsync(GrantType + "&scope=visits+payroll", Basic("demo-integrator", IdentityHost.Secret + "!"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_scope"), (status, answer.GetProperty("error").GetString()));
    }

    [Theory]
    [InlineData("Basic not-base64", GrantType, "invalid_client", 401)]
    [InlineData("Basic bm8tY29sb24=", GrantType, "invalid_client", 401)]
    [InlineData("Bearer some-token", GrantType, "invalid_client", 401)]
    [InlineData("Basic c2NoZWR1bGluZzp4", GrantType + "&client_id=other", "invalid_client", 401)]
    [InlineData("Basic c2NoZWR1bGluZzp4", GrantType + "&client_id=scheduling&client_secret=x", "invalid_request", 400)]
    public async Task Credentials_that_cannot_be_read_or_come_twice_are_refused(string header, string form, string error, int status)
    {
        var (answered, answer) = await AskAsync(form, AuthenticationHeaderValue.Parse(header));

        Assert.Equal((status, error), ((int)answered, answer.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_refused_client_hears_how_to_prove_who_it_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/token") { Content = Form(GrantType) };
        using var response = await identity.Client.SendAsync(request);

        Assert.Equal("Basic", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_request_in_JSON_is_refused()
    {
        using var response = await identity.Client.PostAsJsonAsync("v1/token", new { grant_type = "client_credentials" });

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(string form, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/token") { Content = Form(form) };
        request.Headers.Authorization = authorization;
        using var response = await identity.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static StringContent Form(string form) => new(form, Encoding.UTF8, "application/x-www-form-urlencoded");

    // Form-encoded before base64, as RFC 6749 asks and as a secret with a colon or a plus needs.
    private static AuthenticationHeaderValue Basic(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}")));
}
