using System.Net;
using System.Net.Sockets;
using Buurtzorg.Testing;
using Npgsql;
using Xunit;

namespace Buurtzorg.Platform.Tests;

/// <summary>What a container asks its own executable, which has no shell beside it.</summary>
public sealed class CommandTests : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly string _secrets = Directory.CreateTempSubdirectory("secrets-").FullName;

    [Fact]
    public async Task A_check_names_every_mistake_and_starts_nothing()
    {
        var (code, said) = await RunAsync("check");
        Assert.Equal(78, code);
        foreach (var key in new[] { "Database:ConnectionString", "Broker:Uri", "Authentication:Issuer" })
            Assert.Contains(key, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_read_as_files_one_for_each_setting()
    {
        File.WriteAllText(Path.Combine(_secrets, "Database__ConnectionString"), "Host=nowhere\n");
        File.WriteAllText(Path.Combine(_secrets, "Broker__Uri"), "amqp://nowhere");

        Assert.Equal((0, ""), await RunAsync("check", $"--Secrets:Folder={_secrets}", "--Authentication:Issuer=https://issuer.example"));
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_name_is_refused()
    {
        var name = $"test_{Guid.NewGuid():N}";
        var connection = await TestServers.CreateDatabaseAsync(name, "ENCODING SQL_ASCII LOCALE 'C' TEMPLATE template0");
        try
        {
            var (code, said) = await RunAsync("migrate", $"--Database:ConnectionString={connection}", "--Broker:Uri=amqp://nowhere", "--Authentication:Issuer=https://issuer.example");
            Assert.Equal((1, "The database has the encoding SQL_ASCII, and people's names need UTF8: create it with ENCODING UTF8 TEMPLATE template0."), (code, said.Trim()));
        }
        finally
        {
            await TestServers.DropDatabaseAsync(name);
        }
    }

    [Fact]
    public async Task A_database_that_is_on_its_way_is_waited_for()
    {
        var name = $"test_{Guid.NewGuid():N}";
        var server = new NpgsqlConnectionStringBuilder(await TestServers.CreateDatabaseAsync(name));
        using var way = new TcpListener(IPAddress.Loopback, 0);
        way.Start();
        async Task CarryAsync()
        {
            for (var closed = 0; closed < 4; closed++) (await way.AcceptTcpClientAsync(Cancellation)).Dispose(); // more than the client tries by itself
            while (true)
            {
                var (here, there) = (await way.AcceptTcpClientAsync(Cancellation), new TcpClient(server.Host!, server.Port));
                _ = here.GetStream().CopyToAsync(there.GetStream(), Cancellation);
                _ = there.GetStream().CopyToAsync(here.GetStream(), Cancellation);
            }
        }
        _ = CarryAsync();
        var shaky = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)way.LocalEndpoint).Port };
        try
        {
            var (code, said) = await RunAsync("migrate", $"--Database:ConnectionString={shaky}", "--Broker:Uri=amqp://nowhere", "--Authentication:Issuer=https://issuer.example");

            Assert.Equal(0, code);
            Assert.Contains("it is tried again", said, StringComparison.Ordinal);
        }
        finally
        {
            await TestServers.DropDatabaseAsync(name);
        }
    }

    [Fact]
    public async Task Who_asks_whether_it_is_ready_hears_no_where_nobody_listens()
    {
        var (code, _) = await RunAsync("ready", "http://127.0.0.1:1/health/ready", "2");
        Assert.Equal(1, code);
    }

    public void Dispose() => Directory.Delete(_secrets, recursive: true);

    private static async Task<(int Code, string Errors)> RunAsync(params string[] arguments)
    {
        var service = PlatformService.Create("notebook", arguments);
        service.AddDatabase<NotebookDb>();
        var stderr = Console.Error;
        using var told = new StringWriter();
        Console.SetError(told);
        try
        {
            return (await service.RunAsync(Notebook.Map), told.ToString());
        }
        finally
        {
            Console.SetError(stderr);
        }
    }
}
