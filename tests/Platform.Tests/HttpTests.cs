using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Buurtzorg.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Buurtzorg.Platform.Tests;

public sealed class HttpTests(NotebookHost notebook) : IClassFixture<NotebookHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{", 400, "The body is not the JSON that is expected here. (line 1, position 2)")]
    [InlineData("""{"text": 5}""", 400, "text: The value has another type or form than the OpenAPI document names. (line 1, position 11)")]
    [InlineData("""{}""", 400, "These are missing: 'text'.")]
    [InlineData("""{"text": null}""", 400, "text")]
    [InlineData("""{"text": "a", "txet": "b"}""", 400, "txet: This field is not known here; look for a misspelling.")]
    [InlineData("""{"text": "a", "at": "2026-10-01T09:00:00"}""", 400, "at: An instant is written as 2026-10-01T09:00:00Z")]
    [InlineData("""{"text": "refuse me"}""", 409, "This text is refused.")]
    public async Task Bad_input_is_told_what_is_wrong(string body, int status, string detail)
    {
        var problem = await ProblemAsync(await PostAsync(body), status);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(32, problem.GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public async Task A_bug_answers_500_without_internals_and_the_log_says_where_it_is_without_its_message()
    {
        using var log = new Listener();
        notebook.Get<ILoggerFactory>().AddProvider(log);
        var answer = await notebook.Professional.GetAsync("v1/failure", Cancellation);
        var problem = await ProblemAsync(answer, 500);
        Assert.DoesNotContain("secret internals", problem.ToString(), StringComparison.Ordinal);
        var line = Assert.Single(log.Lines, line => line.Contains("ended in a bug", StringComparison.Ordinal));
        Assert.Matches(@"InvalidOperationException: +at Buurtzorg\.Platform\.Tests\.Notebook", line);
        Assert.DoesNotContain("secret internals", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_reached_in_time_is_an_outage_and_no_bug() =>
        await ProblemAsync(await notebook.Professional.GetAsync("v1/outage", Cancellation), 503);

    private sealed class Listener : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];
        public ILogger CreateLogger(string categoryName) => this;
        public bool IsEnabled(LogLevel logLevel) => true;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));
        public void Dispose() { }
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_with_413() =>
        await ProblemAsync(await PostAsync(JsonSerializer.Serialize(new { text = new string('a', 2_000_000) })), 413);

    [Fact]
    public async Task An_unknown_address_is_404_and_an_endpoint_without_a_policy_is_closed_to_everybody()
    {
        await ProblemAsync(await notebook.Professional.GetAsync("v1/nowhere", Cancellation), 404);
        await ProblemAsync(await notebook.Professional.GetAsync("v1/forgotten", Cancellation), 403);
        using var anonymous = NotebookHost.Client(notebook.Professional.BaseAddress!, null);
        await ProblemAsync(await anonymous.GetAsync("v1/forgotten", Cancellation), 401);
    }

    [Theory]
    [InlineData("expired", "expired")]
    [InlineData("audience", "another audience")]
    [InlineData("other issuer", "signed by the install's issuer")]
    [InlineData("nonsense", "could not be accepted")]
    [InlineData(null, "Send a token")]
    public async Task A_token_that_does_not_count_is_refused_with_the_reason(string? fault, string detail)
    {
        await using var other = new TestIssuer();
        var person = Guid.NewGuid().ToString();
        var token = fault switch
        {
            "expired" => notebook.Issuer.Token("professional", person, expiresIn: TimeSpan.FromMinutes(-5)),
            "audience" => notebook.Issuer.Token("professional", person, audience: "another"),
            "other issuer" => other.Token("professional", person),
            _ => fault,
        };
        using var client = NotebookHost.Client(notebook.Professional.BaseAddress!, token);
        var problem = await ProblemAsync(await client.PostAsJsonAsync("v1/notes", new WriteNote("a"), Cancellation), 401);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_kind_of_caller_is_refused_with_403_and_a_service_is_known_by_its_name()
    {
        using var coach = NotebookHost.Client(notebook.Professional.BaseAddress!, notebook.Issuer.Token("coach", Guid.NewGuid().ToString()));
        await ProblemAsync(await coach.PostAsJsonAsync("v1/notes", new WriteNote("a"), Cancellation), 403);
        using var billing = NotebookHost.Client(notebook.Professional.BaseAddress!, notebook.Issuer.Token("service", "billing", "billing"));
        await ProblemAsync(await billing.GetAsync("v1/calls", Cancellation), 403);
        using var scheduling = NotebookHost.Client(notebook.Professional.BaseAddress!, notebook.Issuer.Token("service", "scheduling", "scheduling"));
        Assert.Equal("scheduling", (await scheduling.GetFromJsonAsync<Caller>("v1/calls", Cancellation))!.Service);
        using var impostor = NotebookHost.Client(notebook.Professional.BaseAddress!, notebook.Issuer.Token("professional", Guid.NewGuid().ToString(), "scheduling"));
        await ProblemAsync(await impostor.GetAsync("v1/calls", Cancellation), 403);
    }

    [Fact]
    public async Task Another_issuer_with_other_claim_names_works_by_configuration_alone()
    {
        await using var other = new TestIssuer(kindClaim: "groups", personClaim: "oid", clientClaim: "azp");
        var address = await notebook.StartReplicaAsync($"--Authentication:Issuer={other.Issuer}", "--Authentication:PersonClaim=oid", "--Authentication:KindClaim=groups", "--Authentication:ClientClaim=azp", "--Authentication:Kinds:wijkteam=professional");
        using var nurse = NotebookHost.Client(address, other.Token("wijkteam", "a name that is no uuid"));
        Assert.Equal(HttpStatusCode.Created, (await nurse.PostAsJsonAsync("v1/notes", new WriteNote("a"), Cancellation)).StatusCode);
        using var stranger = NotebookHost.Client(address, other.Token("professional", Guid.NewGuid().ToString()));
        await ProblemAsync(await stranger.PostAsJsonAsync("v1/notes", new WriteNote("a"), Cancellation), 403);
        using var old = NotebookHost.Client(address, notebook.Issuer.Token("professional", Guid.NewGuid().ToString()));
        await ProblemAsync(await old.PostAsJsonAsync("v1/notes", new WriteNote("a"), Cancellation), 401);
    }

    [Fact]
    public async Task The_same_key_with_the_same_request_has_one_effect_and_one_answer()
    {
        var text = $"note {Guid.NewGuid()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync($$"""{"text": "{{text}}"}""", "one key " + text)));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync(Cancellation)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.All(answers, answer => Assert.Equal(answers[0].Headers.Location, answer.Headers.Location));
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, await notebook.CountAsync("SELECT count(*) FROM notes WHERE text = $1", text));
        Assert.Equal(1, await notebook.CountAsync("SELECT count(*) FROM platform.outbox WHERE body->>'text' = $1", text));
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        (await PostAsync("""{"text": "first"}""", key)).EnsureSuccessStatusCode();
        var problem = await ProblemAsync(await PostAsync("""{"text": "second"}""", key), 422);
        Assert.Equal("urn:buurtzorg:problem:idempotency-key-reused", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_refusal_is_not_kept_under_its_key()
    {
        var key = Guid.NewGuid().ToString();
        await ProblemAsync(await PostAsync("""{"text": "refuse me"}""", key), 409);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("""{"text": "better"}""", key)).StatusCode);
    }

    [Fact]
    public async Task Who_edits_without_having_seen_the_present_version_is_refused()
    {
        var note = (await (await PostAsync("""{"text": "first"}""")).Content.ReadFromJsonAsync<Written>(Cancellation))!.Id;
        await ProblemAsync(await PutAsync(note, null), 428);
        Assert.Equal("\"2\"", (await PutAsync(note, "\"1\"")).Headers.ETag!.Tag);
        await ProblemAsync(await PutAsync(note, "\"1\""), 412);
    }

    [Fact]
    public async Task Every_answer_has_the_version_and_the_security_headers()
    {
        using var anonymous = NotebookHost.Client(notebook.Professional.BaseAddress!, null);
        var answer = await anonymous.GetAsync("v1/openapi.json", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var refused = await anonymous.GetAsync("v1/failure", Cancellation);
        foreach (var (name, value) in new[] { ("API-Version", ApiDocument.Version), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Content-Security-Policy", "frame-ancestors 'none'") })
            Assert.Equal(value, refused.Headers.GetValues(name).Single());
        Assert.Contains("max-age", refused.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Server"));
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/notes") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await notebook.Professional.SendAsync(request, Cancellation);
    }

    private async Task<HttpResponseMessage> PutAsync(Guid note, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"v1/notes/{note}") { Content = JsonContent.Create(new WriteNote("changed")) };
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return await notebook.Professional.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} instead of {status}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem;
    }
}
