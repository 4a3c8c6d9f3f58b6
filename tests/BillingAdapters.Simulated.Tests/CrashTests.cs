using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>The adapter as a process of its own, for it ends.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"mailbox-{Guid.NewGuid():N}");
    private readonly Uri _address = new($"http://127.0.0.1:{Loopback.FreePort()}");
    private readonly HttpClient _billing;
    private Process? _process;

    public CrashTests()
    {
        _billing = new HttpClient { BaseAddress = _address };
        _billing.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdapterFixture.Secret);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
        _billing.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(Moment.BeforeStoring, 0)]
    [InlineData(Moment.AfterStoring, 1)]
    public async Task A_crash_loses_nothing_that_was_taken_over_and_a_repeat_sends_nothing_twice(Moment moment, int taken)
    {
        await StartAsync();
        (await _billing.SimulateAsync(new(Sample.Council, Messages: 1, Crash: moment))).EnsureSuccessStatusCode();
        var document = RenderClaim.Render(Sample.Claim(), Sample.World).Value!.Documents[0];

        await Assert.ThrowsAsync<HttpRequestException>(() => _billing.SendAsync("m-1", document));
        await _process!.WaitForExitAsync();
        await StartAsync();

        Assert.Equal(taken, (await _billing.ReceiveAsync()).Count);
        Assert.Equal(HttpStatusCode.OK, (await _billing.SendAsync("m-1", document)).StatusCode);
        Assert.Equal(ClaimOutcome.PartlyGranted,
            ReadAnswer.Read(new(Assert.Single(await _billing.ReceiveAsync()).Document.Content, Sample.Sent()), Sample.World).Value!.Outcome);
    }

    [Fact]
    public async Task Without_a_folder_it_does_not_start_and_says_why()
    {
        using var process = Start(("Adapter__Secret", ""), ("Simulated__Currency", "pounds"));
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(78, process.ExitCode);
        Assert.All(new[] { "Simulated:Folder", "Simulated:Currency", "Adapter:Secret" }, key => Assert.Contains(key, errors));
    }

    [Fact]
    public async Task Without_a_payer_messages_go_by_hand()
    {
        await StartAsync(("Simulated__Payer", "none"), ("Simulated__Folder", ""));

        Assert.Equal(HttpStatusCode.NotFound, (await _billing.GetAsync(AdapterRoutes.Messages)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _billing.GetAsync("simulation")).StatusCode);
        Assert.Contains("\"transport\":false", await _billing.GetStringAsync(AdapterRoutes.Manifest));
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        _process?.Dispose();
        _process = Start([("Adapter__Secret", AdapterFixture.Secret), ("Simulated__Folder", _folder), .. settings]);
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(async () =>
        {
            try { return (await _billing.GetAsync("health/ready")).IsSuccessStatusCode; }
            catch (HttpRequestException) { return false; }
        }, "the adapter to be ready");
    }

    private Process Start(params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Mailbox).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["ASPNETCORE_URLS"] = _address.ToString();
        foreach (var (key, value) in settings) start.Environment[key] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine(); // read, so that it never waits for us
        return process;
    }
}
