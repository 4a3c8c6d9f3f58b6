using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Buurtzorg.Platform;

/// <summary>
/// Traces, metrics and logs over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; JSON logs on the console always.
/// Stands in place of OpenTelemetry.Extensions.Hosting and the instrumentation packages: this file changes once those are used.
/// </summary>
internal sealed partial class Telemetry(ResourceBuilder resource) : IHostedService, IDisposable
{
    public static readonly ActivitySource Source = new("Buurtzorg.Platform");
    public static readonly Meter Meter = new("Buurtzorg.Platform");

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public static void Add(WebApplicationBuilder builder, string service)
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        builder.Logging.ClearProviders().AddJsonConsole(console => console.UseUtcTimestamp = true)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var resource = ResourceBuilder.CreateDefault().AddService(service, "buurtzorg", ApiDocument.Version).AddEnvironmentVariableDetector();
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(resource).AddOtlpExporter());
        builder.Services.AddHostedService(_ => new Telemetry(resource));
    }

    /// <summary>The route and the status, which ASP.NET Core leaves to an instrumentation package.</summary>
    public static void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
            return;
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if ((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route)
            span.SetTag("http.route", route).DisplayName = $"{context.Request.Method} {route}";
        if (context.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    });

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource("Buurtzorg.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Yarp.ReverseProxy")
            .AddProcessor(new WithoutIds()).AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Buurtzorg.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql")
            .AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(5_000);
        _metrics?.ForceFlush(5_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    /// <summary>Which client somebody looked at is care data: ids in addresses do not leave with a span.</summary>
    private sealed partial class WithoutIds : BaseProcessor<Activity>
    {
        private static readonly string[] Addresses = ["url.path", "url.full", "url.query"];

        public override void OnEnd(Activity data)
        {
            foreach (var name in Addresses)
                if (data.GetTagItem(name) is string address)
                    data.SetTag(name, Id().Replace(address, "{id}"));
        }

        [GeneratedRegex("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")]
        private static partial Regex Id();
    }
}
