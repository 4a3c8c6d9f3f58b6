using Buurtzorg.Local.Demo;
using static Buurtzorg.Compose.Tests.Composition;

namespace Buurtzorg.Compose.Tests;

/// <summary>The whole platform in containers, with PostgreSQL 17 and RabbitMQ 4.</summary>
public sealed class ComposeTests(Composition composition, ITestOutputHelper output)
{
    [Fact]
    public async Task The_story_ends_as_it_should()
    {
        await NeedAsync();
        Assert.Equal(0, await DemoCommand.RunAsync(composition.Places, [], TestContext.Current.CancellationToken));
        await ReconcileAsync();
        output.WriteLine(await ComposeAsync("exec", "-T", "billing", "/app/service", "verify-ledger"));
    }

    [Fact]
    public async Task What_was_acknowledged_is_never_lost_whatever_container_is_killed()
    {
        await NeedAsync(longer: true);
        await using var load = await NurseLoad.StartAsync(composition.Places, firstDay: 100);
        foreach (var service in new[] { "scheduling", "rabbitmq", "billing", "postgres", "gateway", "scheduling" })
        {
            await KillAsync(service);
            await load.GoesOnAsync();
        }
        await load.StopAsync();
        await composition.ReadyAsync();
        await ReconcileAsync();
        var delivered = (await ComposeAsync("exec", "-T", "postgres", "psql", "-U", "postgres", "-d", "billing", "-tAc", "SELECT visit_id FROM deliveries"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToHashSet();
        output.WriteLine($"{load.Acknowledged.Count} visits, {load.Failures.Count} calls repeated");
        Assert.All(load.Acknowledged, visit => Assert.Contains(visit, delivered));
    }

    [Fact]
    public async Task No_service_runs_as_root_or_writes_to_its_root_and_only_the_gateway_has_a_port()
    {
        await NeedAsync();
        var inspected = await Programs.RunAsync("bash", "-c", """docker ps -q --filter label=com.docker.compose.project=buurtzorg-test | xargs docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}} {{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{len .HostConfig.PortBindings}}'""");
        foreach (var line in inspected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(line => line[0] is not ("postgres" or "rabbitmq")))
            Assert.Equal([line[0], "1654:1654", "true", line[0] is "gateway" or "municipality" ? "1" : "0"], line);
    }

    [Fact]
    public async Task An_adapter_reaches_neither_the_broker_nor_the_database()
    {
        await NeedAsync();
        var networks = await Programs.RunAsync("docker", "inspect", "--format", "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}", "buurtzorg-test-billing-adapter-nl-wmo-1");
        Assert.Equal("buurtzorg-test_adapters", networks.Trim());
    }
}
