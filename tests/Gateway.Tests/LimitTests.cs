using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Gateway.Tests;

public sealed class LimitTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    private const string Upload = "billing/v1/payers/nl-wmo:9901/messages";
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_caller_who_sends_too_much_waits_and_others_do_not()
    {
        await using var slow = await GatewayHost.StartAsync(("Gateway:RequestsPerSecond", "1"), ("Gateway:Burst", "3"));
        using var nurse = slow.Nurse();
        using var colleague = slow.Nurse();

        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await nurse.GetAsync("scheduling/v1/teams")).StatusCode);
        using var refused = await nurse.GetAsync("scheduling/v1/teams");

        await Problem.AssertAsync(HttpStatusCode.TooManyRequests, refused);
        Assert.Equal(1, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("scheduling/v1/teams")).StatusCode);
        await Eventually.TrueAsync(async () => (await nurse.GetAsync("scheduling/v1/teams")).IsSuccessStatusCode, "the caller to be let through again");
    }

    [Fact]
    public async Task A_person_with_two_tokens_is_one_caller_and_bad_tokens_count_for_their_address()
    {
        await using var slow = await GatewayHost.StartAsync(("Gateway:RequestsPerSecond", "1"), ("Gateway:Burst", "2"));
        var person = Guid.CreateVersion7();
        using var phone = slow.Nurse(person);
        using var laptop = slow.Nurse(person);
        using var guesser = slow.With("a-guess");

        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("scheduling/v1/teams")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await laptop.GetAsync("scheduling/v1/teams")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await phone.GetAsync("scheduling/v1/teams")).StatusCode);
        await Eventually.TrueAsync(async () => (await guesser.GetAsync("scheduling/v1/teams")).StatusCode is HttpStatusCode.TooManyRequests, "somebody who guesses tokens to be slowed down");
    }

    [Theory]
    [InlineData("scheduling/v1/visits", 11, false)]
    [InlineData("scheduling/v1/visits", 11, true)]
    [InlineData("billing/v1/claims", 11, false)]
    [InlineData(Upload, 27, false)]
    [InlineData(Upload, 27, true)]
    public async Task A_body_that_is_too_large_is_refused(string path, int megabytes, bool chunked)
    {
        foreach (var backend in gateway.Services.Values.Append(gateway.SecondScheduling))
            backend.Handle = context => context.Request.Body.CopyToAsync(Stream.Null);
        using var nurse = gateway.Nurse();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[megabytes * Megabyte]) };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await nurse.SendAsync(request);

        await Problem.AssertAsync(HttpStatusCode.RequestEntityTooLarge, response);
    }

    [Fact]
    public async Task A_message_of_25_MB_streams_through_to_billing()
    {
        var firstByte = new TaskCompletionSource();
        long received = 0;
        gateway.Services["billing"].Handle = async context =>
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0; received += read)
                firstByte.TrySetResult();
            context.Response.StatusCode = StatusCodes.Status201Created;
        };
        using var backOffice = gateway.Nurse();

        using var response = await backOffice.PostAsync(Upload, new HalfThenRest(25 * Megabyte, firstByte.Task));

        Assert.Equal((HttpStatusCode.Created, 25L * Megabyte), (response.StatusCode, received));
    }

    [Fact]
    public async Task A_service_that_takes_too_long_is_not_waited_for()
    {
        await using var hasty = await GatewayHost.StartAsync(("ReverseProxy:Routes:billing:Timeout", "00:00:00.2"));
        hasty.Services["billing"].Handle = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        using var nurse = hasty.Nurse();

        foreach (var request in (Func<Task<HttpResponseMessage>>[])[() => nurse.GetAsync("billing/v1/payers"), () => nurse.PostAsync("billing/v1/claims", new StringContent("{}"))])
        {
            using var response = await request();
            await Problem.AssertAsync(HttpStatusCode.GatewayTimeout, response);
        }

        Assert.Equal(2, hasty.Services["billing"].Asked.Count);
    }

    // Sends the second half only once the service has begun to read the first: a gateway that gathered the body first would wait for ever.
    private sealed class HalfThenRest(int length, Task reading) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Headers.ContentType ??= new MediaTypeHeaderValue("application/xml");
            await stream.WriteAsync(new byte[length / 2]);
            await stream.FlushAsync();
            await reading;
            await stream.WriteAsync(new byte[length - (length / 2)]);
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
