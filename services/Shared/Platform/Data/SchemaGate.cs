using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Buurtzorg.Platform;

/// <summary>Section <c>Database</c>.</summary>
internal sealed class DatabaseSettings
{
    public string ConnectionString { get; init; } = "";

    /// <summary>A connection without a transaction pooler between, for LISTEN; left out behind one, where the relay's sweep does it.</summary>
    public string? ListenConnectionString { get; init; }
}

/// <summary>For a service that has hosted work of its own.</summary>
public static class SchemaReady
{
    /// <summary>Returns once the schema is at least that of this replica.</summary>
    public static Task SchemaReadyAsync(this IServiceProvider services, CancellationToken cancellation) => services.GetRequiredService<SchemaGate>().WaitAsync(cancellation);
}

/// <summary>Migrations are a step of their own; a replica waits until the schema is at least its own before it reacts or publishes.</summary>
internal sealed class SchemaGate(IServiceScopeFactory scopes, NpgsqlDataSource database) : BackgroundService, IHealthCheck
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _missing = "The database was not reached yet.";

    public Task WaitAsync(CancellationToken cancellation) => _open.Task.WaitAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await FindMissingAsync(stoppingToken) is { } missing)
        {
            _missing = missing;
            await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
        }
        _open.SetResult();
    }

    private async Task<string?> FindMissingAsync(CancellationToken cancellation)
    {
        try
        {
            await using var begun = database.CreateCommand("SELECT to_regclass('platform.migrations') IS NOT NULL"); // the question below costs an exception then, in every waiting replica
            if (await begun.ExecuteScalarAsync(cancellation) is not true)
                return "The database has no schema yet; run the command migrate.";
            await using var scope = scopes.CreateAsyncScope();
            var pending = (await scope.ServiceProvider.GetRequiredService<ServiceDb>().Database.GetPendingMigrationsAsync(cancellation)).ToList();
            if (pending.Count > 0)
                return $"The schema misses {pending.Count} migrations, up to {pending[^1]}; run the command migrate.";
            await using var keepHouse = database.CreateCommand("SELECT platform.keep_house()");
            await keepHouse.ExecuteNonQueryAsync(cancellation);
            return null;
        }
        catch (NpgsqlException)
        {
            return "The database cannot be reached.";
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!_open.Task.IsCompleted)
            return HealthCheckResult.Unhealthy(_missing);
        try
        {
            await using var ping = database.CreateCommand("SELECT 1");
            await ping.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.");
        }
    }
}
