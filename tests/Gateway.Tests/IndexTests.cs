using System.Net;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Gateway.Tests;

public sealed class IndexTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Document = """
        {
          "openapi": "3.1.1",
          "info": { "title": "Scheduling", "version": "0.1.0", "description": "Visits & <b>teams</b>." },
          "servers": [ { "url": "/scheduling" } ],
          "paths": {
            "/v1/visits/{visitId}/completion": {
              "post": {
                "summary": "Complete a visit",
                "parameters": [ { "name": "visitId", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } } ],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/CompleteVisit" } } } },
                "responses": { "204": { "description": "No Content" }, "409": { "description": "visit-cancelled" } },
                "security": [ { "bearer": [] } ]
              }
            }
          },
          "components": { "schemas": { "CompleteVisit": { "type": "object", "properties": { "startedAt": { "type": [ "null", "string" ], "format": "date-time" } } } } }
        }
        """;

    [Fact]
    public async Task The_page_and_its_files_are_the_gateway_s_own_and_may_load_nothing_else()
    {
        using var client = gateway.Anonymous();

        foreach (var (path, type) in new Dictionary<string, string> { [""] = "text/html", ["page/index.js"] = "text/javascript", ["page/index.css"] = "text/css", ["page/icon.svg"] = "image/svg+xml" })
        {
            using var response = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.DoesNotContain("://", (await response.Content.ReadAsStringAsync()).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("style=", await client.GetStringAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_the_browser_has_is_not_sent_again()
    {
        using var client = gateway.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        using var first = await client.GetAsync("");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task In_a_browser_the_page_lists_every_operation_with_its_answers_and_schemas()
    {
        Assert.SkipWhen(Browser.Path is null, "There is no chromium on the PATH.");
        foreach (var backend in gateway.Services.Values.Append(gateway.SecondScheduling))
            backend.Handle = context => context.Response.WriteAsync(Document);

        var (page, complaints) = await Browser.OpenAsync(gateway.Address);

        Assert.Contains("data-loaded=\"true\"", page, StringComparison.Ordinal);
        Assert.Contains("The whole is ready: 7 of 7 services ready.", page, StringComparison.Ordinal);
        Assert.Contains("id=\"scheduling/post-v1-visits-visitid-completion\"", page, StringComparison.Ordinal);
        Assert.Contains("Complete a visit", page, StringComparison.Ordinal);
        Assert.Contains("visit-cancelled", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#scheduling/schemas/CompleteVisit\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;teams&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Empty(complaints);
    }
}
