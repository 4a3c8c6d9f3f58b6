using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Buurtzorg.Testing;

/// <summary>The real PostgreSQL and RabbitMQ that ./dev servers started; a database and a virtual host of its own for each fixture.</summary>
internal static class TestServers
{
    private sealed record Addresses(string Postgres, string Amqp, string Amqps, string Management, string PostgresAuthority, string BrokerAuthority);

    private static readonly Addresses At = Find();
    private static readonly HttpClient Http = new() { BaseAddress = new Uri(At.Management) };

    public static string Management => At.Management;

    static TestServers() => Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(new Uri(At.Management).UserInfo))));

    /// <summary>The same broker over TLS, and the authorities that signed the servers' certificates.</summary>
    public static (string BrokerUri, string BrokerAuthority, string PostgresAuthority) Tls(string virtualHost) => (At.Amqps.TrimEnd('/') + "/" + virtualHost, At.BrokerAuthority, At.PostgresAuthority);

    public static async Task<string> CreateDatabaseAsync(string name, string options = "")
    {
        await using var connection = new NpgsqlConnection(At.Postgres);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name} {options}", connection);
        await create.ExecuteNonQueryAsync();
        return $"{At.Postgres};Database={name};Maximum Pool Size=20";
    }

    public static async Task DropDatabaseAsync(string name)
    {
        await using var connection = new NpgsqlConnection(At.Postgres);
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    public static async Task<string> CreateVirtualHostAsync(string name)
    {
        using var none = new StringContent("", Encoding.UTF8, "application/json");
        (await Http.PutAsync($"api/vhosts/{name}", none)).EnsureSuccessStatusCode();
        var user = Uri.UnescapeDataString(new Uri(At.Amqp).UserInfo.Split(':')[0]);
        using var all = new StringContent("""{"configure":".*","write":".*","read":".*"}""", Encoding.UTF8, "application/json");
        (await Http.PutAsync($"api/permissions/{name}/{user}", all)).EnsureSuccessStatusCode();
        return At.Amqp.TrimEnd('/') + "/" + name;
    }

    public static Task DropVirtualHostAsync(string name) => Http.DeleteAsync($"api/vhosts/{name}");

    private static Addresses Find()
    {
        var file = Environment.GetEnvironmentVariable("BUURTZORG_SERVERS");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); file is null && at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, ".local", "servers.json")))
                file = Path.Combine(at.FullName, ".local", "servers.json");
        return file is null
            ? throw new InvalidOperationException("These tests need PostgreSQL and RabbitMQ: start them with ./dev servers, or run ./dev test.")
            : JsonSerializer.Deserialize<Addresses>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
    }
}
