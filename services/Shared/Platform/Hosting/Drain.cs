using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Buurtzorg.Platform;

/// <summary>
/// A replica that is told to stop serves on for <c>Drain:Seconds</c> (0 when left out), says that it is not ready, and ends each connection with its
/// next answer: callers have gone to other replicas when it closes its port, so that no request meets a closed connection.
/// </summary>
internal sealed class Drain(IConfiguration configuration) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _begun;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Drain>().AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealthChecks().AddCheck<Drain>("drain");
        services.AddOptions<HostOptions>().Configure<IConfiguration>((host, configuration) => host.ShutdownTimeout = TimeSpan.FromSeconds(25) + Time(configuration));
    }

    public static void Use(WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (drain._begun)
                context.Response.Headers.Connection = "close";
            return next(context);
        });
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _begun = true;
        return Task.Delay(Time(configuration), cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_begun ? HealthCheckResult.Unhealthy("It is about to stop.") : HealthCheckResult.Healthy());

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static TimeSpan Time(IConfiguration configuration) => TimeSpan.FromSeconds(configuration.GetValue<double>("Drain:Seconds"));
}
