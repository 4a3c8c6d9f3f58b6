using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Tests;

public sealed class WiringTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Projects => [.. ServiceTable.All.Select(service => service.Project)];

    [Theory, MemberData(nameof(Projects))]
    public void Every_project_of_the_table_is_in_the_solution(string project)
    {
        Assert.True(File.Exists(Path.Combine(Checkout.Root, project)));
        Assert.Contains(project.Replace('/', '\\'), File.ReadAllText(Path.Combine(Checkout.Root, "Buurtzorg.Platform.sln")));
    }

    [Fact]
    public void A_service_gets_its_own_database_and_the_brokers_virtual_host()
    {
        var environment = EnvironmentOf("care-records");

        var database = new Npgsql.NpgsqlConnectionStringBuilder(environment["Database__ConnectionString"]);
        Assert.Equal(("care_records", "care_records"), (database.Database, database.Username));
        Assert.EndsWith("/buurtzorg", environment["Broker__Uri"]);
    }

    [Fact]
    public void The_adapter_and_the_municipality_get_no_credential_of_the_platform()
    {
        foreach (var name in new[] { ServiceTable.Adapter, ServiceTable.Municipality })
            Assert.DoesNotContain(EnvironmentOf(name).Keys, key => key.StartsWith("Authentication") || key.StartsWith("Database") || key.StartsWith("Broker"));
    }

    [Fact]
    public void Billing_and_the_adapter_share_a_secret_and_care_records_and_billing_a_pseudonym_key()
    {
        Assert.Equal(EnvironmentOf(ServiceTable.Adapter)["Adapter__Secret"], EnvironmentOf("billing")["Adapters__nl-wmo__Secret"]);
        Assert.Equal(EnvironmentOf("care-records")["Pseudonyms__Key"], EnvironmentOf("billing")["Pseudonyms__Key"]);
        Assert.NotEqual(EnvironmentOf("care-records")["Encryption__Keys__1"], EnvironmentOf("billing")["Encryption__Keys__1"]);
    }

    [Fact]
    public void The_issuer_knows_the_secret_of_every_service_that_asks_for_tokens() =>
        Assert.Equal(EnvironmentOf("scheduling")["Authentication__ClientSecret"], EnvironmentOf(ServiceTable.Identity)["Identity__Clients__scheduling__Secret"]);

    [Fact]
    public void The_gateway_knows_both_replicas_and_each_replica_calls_its_own_neighbour()
    {
        var gateway = EnvironmentOf(ServiceTable.Gateway);

        Assert.Equal("http://127.0.0.1:18082/", gateway["ReverseProxy__Clusters__scheduling__Destinations__1__Address"]);
        Assert.Equal("http://127.0.0.1:18182/", gateway["ReverseProxy__Clusters__scheduling__Destinations__2__Address"]);
        Assert.Equal("http://127.0.0.1:18183/care-records/", EnvironmentOf("scheduling", replica: 2)["Services__care-records"]);
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyDictionary<string, string> EnvironmentOf(string service, int replica = 1) =>
        TheWiring().Spec(ServiceTable.Find(service), replica).Environment;

    private Wiring TheWiring()
    {
        var ports = new[] { "postgres", "amqp", "amqps", "rabbitmq-management", "epmd", "rabbitmq-distribution" }
            .Select((name, index) => (Name: name, Port: 18432 + index))
            .Concat(ServiceTable.All.SelectMany(service => new[] { (service.Name, service.Port), ($"{service.Name}-2", service.Port + 100) }));
        File.WriteAllText(_folder.At("ports.json"), System.Text.Json.JsonSerializer.Serialize(ports.ToDictionary(port => port.Item1, port => port.Item2)));
        return new Wiring(new(Checkout.Root, _folder.Path) { Replicas = 2 });
    }
}
