using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Billing.Tests;

/// <summary>Billing with the adapter <c>simulated</c> as a process of its own, which carries messages to the payer it plays, and is killed in the middle of its work.</summary>
public sealed class StoppedAdapterFixture : BillingFixture
{
    private const string Secret = "secret of the adapter";
    private readonly string folder = Directory.CreateTempSubdirectory("billing-").FullName;
    private readonly int port = FreePort();
    private readonly HttpClient adapter = new();
    private readonly SemaphoreSlim one = new(1);
    private Process? process;

    public StoppedAdapterFixture()
    {
        var agreements = Path.Combine(folder, "agreements.yaml");
        File.WriteAllText(agreements, File.ReadAllText(DemoFile.Path).Replace("adapter: nl-wmo", "adapter: simulated"));
        Configure("Agreements:File", agreements);
        Configure("Adapters:simulated:Secret", Secret);
        Configure("Adapters:simulated:PollEvery", "00:00:00.2");
        Stub("simulated", "Adapters:simulated:Url").Handle = ForwardAsync;
    }

    /// <summary>How often the adapter dies while it renders, and after it took a message over but before it said so.</summary>
    public (int Rendering, int Taken) Kills { get; set; }

    /// <summary>How often it was killed.</summary>
    public int Killed { get; private set; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await KillAsync();
        adapter.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ForwardAsync(HttpContext http)
    {
        using var request = new HttpRequestMessage(new(http.Request.Method), $"http://127.0.0.1:{port}{http.Request.Path}{http.Request.QueryString}");
        if (http.Request.Method == HttpMethods.Post) request.Content = new StreamContent(http.Request.Body) { Headers = { ContentType = new("application/json") } };
        foreach (var name in new[] { "Authorization", "Idempotency-Key" })
            if (http.Request.Headers[name] is [{ } value]) request.Headers.TryAddWithoutValidation(name, value);
        await StartAsync();
        var dies = Dies(http.Request);
        var answering = adapter.SendAsync(request);
        if (dies is Death.AtWork) await KillAsync();
        try
        {
            using var response = await answering;
            if (dies is Death.AfterWork) await KillAsync();
            http.Response.StatusCode = dies is null ? (int)response.StatusCode : 503;
            http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            if (dies is null) await response.Content.CopyToAsync(http.Response.Body);
        }
        catch (HttpRequestException)
        {
            http.Response.StatusCode = 503;
        }
    }

    private enum Death { AtWork, AfterWork }

    private Death? Dies(HttpRequest request)
    {
        if (request.Path == "/" + AdapterRoutes.RenderClaim && Kills.Rendering > 0)
        {
            Kills = (Kills.Rendering - 1, Kills.Taken);
            return Death.AtWork;
        }
        if (request.Path != "/" + AdapterRoutes.Messages || !HttpMethods.IsPost(request.Method) || Kills.Taken == 0) return null;
        Kills = (Kills.Rendering, Kills.Taken - 1);
        return Death.AfterWork;
    }

    private async Task StartAsync()
    {
        await one.WaitAsync();
        try
        {
            if (process is { HasExited: false }) return;
            var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "../../BillingAdapters.Simulated/debug/Buurtzorg.BillingAdapters.Simulated")) { RedirectStandardOutput = true };
            foreach (var (key, value) in new[]
            {
                ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"), ("Adapter__Secret", Secret), ("Simulated__Folder", Path.Combine(folder, "mailbox")), ("Simulated__PayerScheme", "nl-wmo"),
                ("Simulated__SenderScheme", "nl-agb"), ("Simulated__ClientScheme", "bsn"), ("Simulated__Currency", "EUR"),
            })
                start.Environment[key] = value;
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            await Eventually.TrueAsync(async () =>
            {
                try { return (await adapter.GetAsync($"http://127.0.0.1:{port}/health/ready")).IsSuccessStatusCode; }
                catch (HttpRequestException) { return false; }
            }, "the adapter to be ready");
        }
        finally
        {
            one.Release();
        }
    }

    private async Task KillAsync()
    {
        if (process is not { HasExited: false } running) return;
        running.Kill();
        await running.WaitForExitAsync();
        Killed++;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
