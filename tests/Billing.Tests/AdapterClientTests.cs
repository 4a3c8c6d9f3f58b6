using System.Collections.Concurrent;
using Buurtzorg.Billing.Adapters;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Tests;

public sealed class AdapterClientTests : IAsyncDisposable
{
    private static readonly MessageToIdentify Question = new("x"u8.ToArray());
    private readonly StubServer one = new(), other = new();
    private readonly ConcurrentQueue<string> asked = new();

    [Fact]
    public async Task What_was_away_for_a_moment_is_asked_again_with_the_same_key_and_body()
    {
        var bodies = new ConcurrentQueue<string>();
        Answer(one, async (http, times) =>
        {
            bodies.Enqueue(http.Request.Headers["Idempotency-Key"] + await new StreamReader(http.Request.Body).ReadToEndAsync());
            if (times == 1) http.Abort();
            else if (times == 2) http.Response.StatusCode = 503;
            else await http.Response.WriteAsJsonAsync(new MessageTaken("7"), ContractJson.Options);
        });

        var (taken, faults) = await Client(new()).SendAsync(new("7", new("nl-wmo", "9901"), Document.Of("a.xml", "application/xml", "abc"u8.ToArray())), default);

        Assert.Equal(("7", 0), (taken!.Id, faults.Count));
        Assert.Equal(3, bodies.Count);
        Assert.StartsWith("7{", Assert.Single(bodies.Distinct()));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(413)]
    public async Task What_is_no_outage_is_not_asked_again(int status)
    {
        Answer(one, (http, _) => Task.FromResult(http.Response.StatusCode = status));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => Client(new()).IdentifyAsync(Question, default));

        Assert.Equal((1, $"The adapter one answers {status}."), (asked.Count, exception.Message));
    }

    [Fact]
    public async Task A_refusal_is_an_answer_with_all_its_faults()
    {
        Answer(one, (http, _) =>
        {
            http.Response.StatusCode = 422;
            return http.Response.WriteAsJsonAsync(new Problem("urn:x", "Refused", 422, Faults: [new("one", "One."), new("two", "Two.")]), ContractJson.Options);
        });

        Assert.Equal(["one", "two"], (await Client(new()).IdentifyAsync(Question, default)).Faults.Select(fault => fault.Code));
        Assert.Single(asked);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    public async Task An_outage_that_lasts_is_asked_a_bounded_number_of_times(int retries, int times)
    {
        Answer(one, (http, _) => Task.FromResult(http.Response.StatusCode = 500));

        Assert.False((await UnavailableAsync(Client(new() { Retries = retries, BreakAfter = 100 }))).Refused);
        Assert.Equal(times, asked.Count);
    }

    [Fact]
    public async Task Each_try_has_its_time_and_all_of_them_have_theirs()
    {
        Answer(one, (http, times) => times == 1 ? HangAsync(http) : http.Response.WriteAsJsonAsync(Manifest, ContractJson.Options));
        Assert.Equal("nl-wmo", (await Client(new() { Timeout = TimeSpan.FromSeconds(1) }).ManifestAsync(default)).Name);

        Answer(one, (http, _) => HangAsync(http));
        Assert.Equal("It did not answer in time.", (await UnavailableAsync(Client(new() { TotalTimeout = TimeSpan.FromMilliseconds(300) }))).Why);
    }

    [Fact]
    public async Task An_adapter_that_failed_too_often_is_left_alone_for_a_while_and_then_tried_again()
    {
        Answer(one, (http, _) => Task.FromResult(http.Response.StatusCode = 500));
        var client = Client(new() { Retries = 0, BreakAfter = 4, BreakFor = TimeSpan.FromSeconds(2) });
        for (var i = 0; i < 4; i++) await UnavailableAsync(client);

        Assert.Equal("It failed too often and is left alone for a while.", (await UnavailableAsync(client)).Why);
        Assert.Equal(4, asked.Count);

        Answer(one, (http, _) => http.Response.WriteAsJsonAsync(Manifest, ContractJson.Options));
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => client.ManifestAsync(default)) is null, "the adapter to be tried again");
    }

    [Fact]
    public async Task An_adapter_that_hangs_takes_its_own_places_and_no_other_adapter_waits()
    {
        Answer(one, (http, _) => HangAsync(http));
        Answer(other, (http, _) => http.Response.WriteAsJsonAsync(Manifest, ContractJson.Options));
        var clients = Clients(new() { ["one"] = Address(one, new() { Concurrency = 2 }), ["other"] = Address(other, new()) });
        var hanging = Enumerable.Range(0, 3).Select(_ => clients.Named("one", null!).ManifestAsync(default)).ToList(); // two have a place and one waits for it
        await Eventually.TrueAsync(() => Task.FromResult(asked.Count == 2), "two questions to hang");

        Assert.Equal("It has as many questions as it may have at a time.", (await UnavailableAsync(clients.Named("one", null!))).Why);
        for (var i = 0; i < 20; i++) Assert.Equal("nl-wmo", (await clients.ManifestAsync("other", default)).Name);

        Assert.All(hanging, question => Assert.False(question.IsCompleted));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(200)]
    public async Task Who_takes_another_secret_or_is_no_adapter_is_refused(int status)
    {
        Answer(one, (http, _) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsJsonAsync(new { hello = "world" });
        });

        var refused = await Assert.ThrowsAsync<AdapterUnavailableException>(() => Clients(new() { ["one"] = Address(one, new()) }).ManifestAsync("one", default));

        Assert.True(refused.Refused);
        Assert.Contains("Adapters:one:Url", refused.Why);
    }

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    private static readonly Manifest Manifest = new(
        "nl-wmo", "0.1.0", "1.0.0", [], [], [], new(true, false, true, true, false), new(3, 10), ["EUR"], [Unit.Minute], new(new(12, ".*"), new(20, ".*"), new(12, ".*")), new(1, 1, 1));

    private void Answer(StubServer stub, Func<HttpContext, int, Task> answer)
    {
        var times = 0;
        stub.Handle = http =>
        {
            if (stub == one) asked.Enqueue(http.Request.Path);
            return answer(http, Interlocked.Increment(ref times));
        };
    }

    private static Task HangAsync(HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { });

    private AdapterClient Client(AdapterAddress settings) => Clients(new() { ["one"] = Address(one, settings) }).Named("one", null!);

    private static AdapterAddress Address(StubServer stub, AdapterAddress settings) => new()
    {
        Url = stub.Address,
        Secret = "x",
        Timeout = settings.Timeout,
        TotalTimeout = settings.TotalTimeout,
        Retries = settings.Retries,
        Concurrency = settings.Concurrency,
        BreakAfter = settings.BreakAfter,
        BreakFor = settings.BreakFor,
    };

    private static AdapterClients Clients(AdapterSettings settings) =>
        new(new ServiceCollection().AddHttpClient().BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), Options.Create(settings), TimeProvider.System);

    private static Task<AdapterUnavailableException> UnavailableAsync(AdapterClient client) => Assert.ThrowsAsync<AdapterUnavailableException>(() => client.ManifestAsync(default));
}
