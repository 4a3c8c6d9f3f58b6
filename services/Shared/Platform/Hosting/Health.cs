using System.Globalization;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Buurtzorg.Platform;

/// <summary>/health/live: the process answers. /health/ready: it can serve, and what it misses: 503 not-ready, or 200 degraded where that can wait.</summary>
internal static class Health
{
    public static readonly ServiceCommand Check = new("check", "names every mistake in the configuration and starts nothing", CheckAsync);
    public static readonly ServiceCommand Ready = new("ready", "asks the replica beside it whether it is ready, for containers without a shell: `ready [path or address [seconds]]`", AskAsync);

    public static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    /// <summary>Until these were well once, a replica is not ready: its queues may not be there yet. Later it serves without them, for what is announced waits in the outbox.</summary>
    public static void NeedOnce(IServiceCollection services, params string[] checks) => services.PostConfigure<HealthCheckServiceOptions>(options =>
    {
        foreach (var check in options.Registrations.Where(check => checks.Contains(check.Name)))
        {
            var (factory, once) = (check.Factory, new Once());
            check.Factory = services => once.Over(factory(services));
        }
    });

    private static async Task<int> CheckAsync(IServiceProvider services)
    {
        services.GetService<IStartupValidator>()?.Validate(); // its exception tells all mistakes
        await Console.Out.WriteLineAsync("The configuration holds.");
        return 0;
    }

    private static async Task<int> AskAsync(string[] args, IConfiguration configuration, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{configuration["ASPNETCORE_HTTP_PORTS"] ?? "8080"}/"), Timeout = TimeSpan.FromSeconds(args is [_, var seconds] ? int.Parse(seconds, CultureInfo.InvariantCulture) : 4) };
        try
        {
            using var answer = await http.GetAsync(args.FirstOrDefault() ?? "health/ready", cancellation);
            Console.WriteLine(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Console.WriteLine(exception.Message);
            return 1;
        }
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status switch { HealthStatus.Unhealthy => "not-ready", HealthStatus.Degraded => "degraded", _ => "ready" },
        Missing = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? "not reachable"),
    });
}

internal sealed class Once
{
    private volatile bool _was;

    public IHealthCheck Over(IHealthCheck inner) => new Check(this, inner);

    private sealed class Check(Once once, IHealthCheck inner) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var result = await AskAsync(context, cancellationToken);
            once._was |= result.Status == HealthStatus.Healthy;
            return once._was && result.Status == HealthStatus.Unhealthy ? HealthCheckResult.Degraded(result.Description) : result;
        }

        private async Task<HealthCheckResult> AskAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(2)); // who asks waits no longer than four
            try
            {
                return await inner.CheckHealthAsync(context, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return HealthCheckResult.Unhealthy("It does not answer.");
            }
        }
    }
}

/// <summary>Ready once the issuer's keys were read; tokens that come later than that need the issuer no more.</summary>
internal sealed class IssuerCheck(IOptionsMonitor<JwtBearerOptions> bearer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("The discovery document of Authentication:Issuer cannot be read.");
        }
    }
}
