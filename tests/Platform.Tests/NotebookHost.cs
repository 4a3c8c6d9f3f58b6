using System.Net.Http.Headers;
using Buurtzorg.Contracts.Notebook;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Buurtzorg.Platform.Tests;

/// <summary>A database, a virtual host, an issuer, and as many replicas of the notebook as a test wants.</summary>
public sealed class NotebookHost : IAsyncLifetime
{
    private readonly string _name = $"test_{Guid.NewGuid():N}";
    private readonly List<WebApplication> _replicas = [];

    public TestIssuer Issuer { get; } = new();
    public string ConnectionString { get; private set; } = "";
    public string BrokerUri { get; private set; } = "";
    public NpgsqlDataSource Database { get; private set; } = null!;
    public HttpClient Professional { get; private set; } = null!;
    public Guid Person { get; } = Guid.CreateVersion7();

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await TestServers.CreateDatabaseAsync(_name);
        BrokerUri = await TestServers.CreateVirtualHostAsync(_name);
        Database = NpgsqlDataSource.Create(ConnectionString);
        var address = await StartReplicaAsync();
        Professional = Client(address, Issuer.Token("professional", Person.ToString()));
    }

    /// <summary>Starts a replica and waits until it is ready; returns its address with the path base.</summary>
    public async Task<Uri> StartReplicaAsync(params string[] settings)
    {
        string[] all = [
            "--urls=http://127.0.0.1:0", $"--Database:ConnectionString={ConnectionString}", $"--Broker:Uri={BrokerUri}",
            $"--Authentication:Issuer={Issuer.Issuer}", .. settings];
        var service = PlatformService.Create("notebook", all);
        service.AddDatabase<NotebookDb>();
        service.React<NoteWritten>(CopyNoteWhenNoteWritten.Handle);
        var app = service.Build(Notebook.Map);
        if (_replicas.Count == 0)
        {
            await using var scope = app.Services.CreateAsyncScope();
            await MaintenanceCommands.MigrateNowAsync(scope.ServiceProvider.GetRequiredService<ServiceDb>(), Database, CancellationToken.None);
            await using var tables = Database.CreateCommand("CREATE TABLE IF NOT EXISTS notes (id uuid PRIMARY KEY, version bigint, text text); CREATE TABLE IF NOT EXISTS copies (text text)");
            await tables.ExecuteNonQueryAsync();
        }
        await app.StartAsync();
        _replicas.Add(app);
        var address = new Uri(app.Urls.First() + "/notebook/");
        using var client = new HttpClient();
        await Eventually.TrueAsync(async () => (await client.GetAsync(new Uri(address, "/health/ready"))).IsSuccessStatusCode, "the notebook to be ready");
        return address;
    }

    /// <summary>Settings that reach the same servers over TLS.</summary>
    public string[] OverTls()
    {
        var (broker, brokerAuthority, postgresAuthority) = TestServers.Tls(_name);
        return [$"--Broker:Uri={broker}", $"--Broker:CaCertificate={brokerAuthority}", $"--Database:ConnectionString={ConnectionString};SSL Mode=VerifyFull;Root Certificate={postgresAuthority}"];
    }

    /// <summary>The broker takes this service's virtual host away, which ends its connections and refuses new ones.</summary>
    public Task LoseBrokerAsync() => TestServers.DropVirtualHostAsync(_name);

    public async Task StopReplicaAsync(int index) => await _replicas[index].StopAsync();

    internal T Get<T>(int replica = 0) where T : notnull => _replicas[replica].Services.GetRequiredService<T>();

    public static HttpClient Client(Uri address, string? token)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<long> CountAsync(string sql, object? parameter = null)
    {
        await using var count = Database.CreateCommand(sql);
        if (parameter is not null)
            count.Parameters.AddWithValue(parameter);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public Task<long> CopiesAsync(string text) => CountAsync("SELECT count(*) FROM copies WHERE text = $1", text);

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        Professional.Dispose();
        await Issuer.DisposeAsync();
        await Database.DisposeAsync();
        await TestServers.DropDatabaseAsync(_name);
        await TestServers.DropVirtualHostAsync(_name);
    }
}
