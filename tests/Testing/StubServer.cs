using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Buurtzorg.Testing;

/// <summary>Answers on a real port in place of another service; what it answers can be changed while it runs.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    public StubServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(context => Handle(context));
        _app.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(_app.Urls.First() + "/");
    }

    public Uri Address { get; }

    /// <summary>503 until a test says otherwise.</summary>
    public RequestDelegate Handle { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
