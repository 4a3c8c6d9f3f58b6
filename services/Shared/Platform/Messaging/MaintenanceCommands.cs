using System.Globalization;

namespace Buurtzorg.Platform;

/// <summary>The commands of every service with a database.</summary>
internal static class MaintenanceCommands
{
    public static readonly ServiceCommand[] All =
    [
        new("migrate", "brings the database to the schema of this version", MigrateAsync),
        new("errors", "lists what waits in the error queues; `errors replay [queue]` sends it to its reactions again", ErrorsAsync),
        new("replay", "`replay --from 2026-10-01T00:00:00Z` publishes the outbox again from a time", ReplayAsync),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A database that is on its way, as in an install that has just begun, is waited for.</summary>
    private static async Task<int> MigrateAsync(ServiceDb db, NpgsqlDataSource database, CancellationToken cancellation)
    {
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(TimeSpan.FromSeconds(1), cancellation))
        {
            try
            {
                return await MigrateNowAsync(db, database, cancellation);
            }
            catch (Exception exception) when (Outages.Is(exception))
            {
                var over = Stopwatch.GetElapsedTime(since) > Patience;
                await Console.Error.WriteLineAsync($"The database is not reached ({exception.GetBaseException().Message}); {(over ? "migrate again when it is" : "it is tried again")}.");
                if (over)
                    return 1;
            }
        }
    }

    internal static async Task<int> MigrateNowAsync(ServiceDb db, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var encoding = database.CreateCommand("SHOW server_encoding");
        if (await encoding.ExecuteScalarAsync(cancellation) is not "UTF8" and var other)
        {
            await Console.Error.WriteLineAsync($"The database has the encoding {other}, and people's names need UTF8: create it with ENCODING UTF8 TEMPLATE template0.");
            return 1;
        }
        using var schema = new StreamReader(typeof(MaintenanceCommands).Assembly.GetManifestResourceStream("Buurtzorg.Platform.Data.schema.sql")!);
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            await using var apply = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('platform.migrate'));\n" + await schema.ReadToEndAsync(cancellation), connection, transaction);
            await apply.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        await db.Database.MigrateAsync(cancellation);
        Console.WriteLine(pending.Count == 0 ? "The schema is up to date." : $"Applied {pending.Count} migrations, up to {pending[^1]}.");
        return 0;
    }

    private static async Task<int> ErrorsAsync(string[] args, ErrorQueues errors, CancellationToken cancellation)
    {
        if (args is ["replay", .. var queue])
        {
            Console.WriteLine($"Replayed {await errors.ReplayAsync(queue.FirstOrDefault(), cancellation)} messages.");
            return 0;
        }
        foreach (var failed in await errors.ListAsync(cancellation))
            Console.WriteLine(JsonSerializer.Serialize(failed, MessageName.Json));
        return 0;
    }

    private static async Task<int> ReplayAsync(string[] args, NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (args is not ["--from", var text] || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var from))
        {
            await Console.Error.WriteLineAsync("Say from when: replay --from 2026-10-01T00:00:00Z");
            return 64;
        }
        await using var again = database.CreateCommand("UPDATE platform.outbox SET published_at = NULL WHERE created_at >= $1");
        again.Parameters.AddWithValue(from);
        Console.WriteLine($"{await again.ExecuteNonQueryAsync(cancellation)} messages will be published again.");
        return 0;
    }
}
