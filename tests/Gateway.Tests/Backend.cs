using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Buurtzorg.Gateway.Tests;

/// <summary>A replica of a service behind the gateway, on a port that it keeps when it is killed and started again.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private static readonly CancellationToken AtOnce = new(canceled: true);

    private readonly int _port = FreePort();
    private WebApplication? _app;

    private Backend()
    {
    }

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public bool Ready { get; set; } = true;

    /// <summary>What it was asked for, health apart.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public RequestDelegate Handle { get; set; } = context => context.Response.WriteAsync("answered");

    public static async Task<Backend> StartAsync()
    {
        var backend = new Backend();
        await backend.RestartAsync();
        return backend;
    }

    public async Task RestartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Address.ToString()).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(context =>
        {
            if (context.Request.Path.StartsWithSegments("/health"))
            {
                context.Response.StatusCode = Ready ? 200 : 503;
                return Task.CompletedTask;
            }

            Asked.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return Handle(context);
        });
        await _app.StartAsync();
    }

    /// <summary>Breaks every connection, as a killed process does.</summary>
    public async Task KillAsync()
    {
        await _app!.StopAsync(AtOnce);
        await _app.DisposeAsync();
        _app = null;
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
