using Npgsql;

namespace Buurtzorg.Local.Services;

/// <summary>A database and a role for each service that keeps data; nobody else may connect to it.</summary>
internal static class Databases
{
    public static async Task CreateAsync(Wiring wiring, CancellationToken ct)
    {
        await using var server = NpgsqlDataSource.Create(wiring.Postgres.ConnectionString);
        foreach (var service in ServiceTable.All.Where(service => service.KeepsData))
        {
            var name = service.Database;
            await using var find = server.CreateCommand("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1), EXISTS (SELECT FROM pg_database WHERE datname = $1)");
            find.Parameters.AddWithValue(name);
            await using var found = await find.ExecuteReaderAsync(ct);
            await found.ReadAsync(ct);
            if (!found.GetBoolean(0))
                await RunAsync(server, $"CREATE ROLE {name} LOGIN PASSWORD '{wiring.Secrets.Password($"database-{service.Name}")}'", ct);
            if (!found.GetBoolean(1))
                await RunAsync(server, $"CREATE DATABASE {name} OWNER {name}", ct);
            await RunAsync(server, $"REVOKE ALL ON DATABASE {name} FROM PUBLIC", ct);
        }
    }

    private static async Task RunAsync(NpgsqlDataSource server, string sql, CancellationToken ct)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}
