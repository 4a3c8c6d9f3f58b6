using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Buurtzorg.Identity.Tests;

public sealed class DocumentTests(IdentityHost identity) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task Discovery_names_this_issuer_and_addresses_below_it()
    {
        var discovery = await identity.GetAsync(".well-known/openid-configuration");

        Assert.Equal(identity.Issuer, discovery.GetProperty("issuer").GetString());
        Assert.Equal(identity.Issuer + "/v1/token", discovery.GetProperty("token_endpoint").GetString());
        Assert.Equal(identity.Issuer + "/.well-known/jwks.json", discovery.GetProperty("jwks_uri").GetString());
        Assert.Equal("client_credentials", discovery.GetProperty("grant_types_supported")[0].GetString());
    }

    [Fact]
    public async Task The_key_set_holds_nothing_private()
    {
        var key = (await identity.GetAsync(".well-known/jwks.json")).GetProperty("keys").EnumerateArray().Single();

        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(member => member.Name).Order());
    }

    [Theory]
    [InlineData(".well-known/openid-configuration")]
    [InlineData(".well-known/jwks.json")]
    public async Task Any_page_may_read_the_public_documents_and_keep_them_a_while(string path)
    {
        using var response = await identity.Client.GetAsync(path);

        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(TimeSpan.FromMinutes(5), response.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task The_OpenAPI_document_says_that_it_is_for_evaluation_only()
    {
        var document = await identity.GetAsync("v1/openapi.json");

        Assert.StartsWith("For evaluation and tests only", document.GetProperty("info").GetProperty("description").GetString());
        Assert.Equal(5, document.GetProperty("paths").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("""{"persona": "mayor"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"persona": ""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"persona": "client", "personId": "me"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"persona": "client", "kind": "coach"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"persona": """, HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_wrong_request_for_a_persona_gets_a_problem_document(string body, HttpStatusCode status)
    {
        using var response = await identity.Client.PostAsync("v1/persona-tokens", new StringContent(body, null, "application/json"));

        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task A_body_that_is_too_large_gets_a_problem_document()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/persona-tokens") { Content = new StringContent(new string(' ', 10_000_000), null, "application/json") };
        request.Headers.ExpectContinue = true;
        using var response = await identity.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }
}
