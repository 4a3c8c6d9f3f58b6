using System.Collections.Concurrent;
using Buurtzorg.Local.Servers;
using Buurtzorg.Testing;
using Npgsql;
using RabbitMQ.Client;

namespace Buurtzorg.Local.Tests;

/// <summary>Real servers in a folder of their own.</summary>
public sealed class ServersTests
{
    [Fact]
    public async Task The_servers_start_keep_running_when_killed_and_leave_nothing_when_stopped()
    {
        using var folder = new TemporaryFolder();
        var said = new ConcurrentQueue<string>();
        await using (var installation = new Installation(new(Checkout.Root, folder.Path), said.Enqueue))
        {
            await installation.StartServersAsync(TestContext.Current.CancellationToken);
            Assert.Equal("on", await AskAsync(installation, "SHOW fsync"));
            Assert.Equal("on", await AskAsync(installation, "SHOW synchronous_commit"));
            Assert.True(await ConnectsAsync(installation.Wiring.Rabbit.Amqp));

            await installation.StartServersAsync(TestContext.Current.CancellationToken);
            Assert.Contains("Everything is running already; there is nothing to start.", said);

            installation.Kill(PostgresServer.Name);
            installation.Kill(RabbitServer.Name);
            await Eventually.TrueAsync(() => Task.FromResult(installation.Processes.Count(process => process.Restarts == 1) == 2), "both were started again");
            await Eventually.TrueAsync(async () => await AskAsync(installation, "SELECT 'yes'") == "yes", "PostgreSQL answers again");
            await Eventually.TrueAsync(() => ConnectsAsync(installation.Wiring.Rabbit.Amqp), "RabbitMQ answers again");
        }
        Assert.Empty(RunningIn.Folder(folder.Path));
    }

    private static async Task<string?> AskAsync(Installation installation, string sql)
    {
        try
        {
            await using var server = NpgsqlDataSource.Create(installation.Wiring.Postgres.ConnectionString + ";Pooling=false");
            await using var command = server.CreateCommand(sql);
            return (string?)await command.ExecuteScalarAsync();
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }

    private static async Task<bool> ConnectsAsync(Uri amqp)
    {
        try
        {
            await using var connection = await new ConnectionFactory { Uri = amqp }.CreateConnectionAsync();
            return connection.IsOpen;
        }
        catch (RabbitMQ.Client.Exceptions.BrokerUnreachableException)
        {
            return false;
        }
    }
}
