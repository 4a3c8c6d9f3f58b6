using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Buurtzorg.Platform;

/// <summary>/health/live: the process answers. /health/ready: it can serve, or what it misses.</summary>
internal static class Health
{
    public static void Map(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status == HealthStatus.Unhealthy ? "not-ready" : "ready",
        Missing = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? "not reachable"),
    });
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
