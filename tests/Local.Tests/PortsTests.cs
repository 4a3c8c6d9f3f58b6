using System.Net;
using System.Net.Sockets;
using Buurtzorg.Testing;

namespace Buurtzorg.Local.Tests;

public sealed class PortsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    [Fact]
    public void The_usual_port_is_used_while_it_is_free()
    {
        var usual = Loopback.FreePort();

        Assert.Equal(usual, ThePorts().Choose("postgres", usual, _said.Add));
        Assert.Empty(_said);
    }

    [Fact]
    public void A_taken_port_is_replaced_and_the_change_is_told_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;

        var chosen = ThePorts().Choose("postgres", taken, _said.Add);

        Assert.NotEqual(taken, chosen);
        Assert.Equal($"Port {taken} is taken; postgres uses {chosen}.", Assert.Single(_said));
    }

    [Fact]
    public void An_installation_beside_the_clones_own_leaves_the_usual_ports_alone()
    {
        var usual = Loopback.FreePort();

        Assert.NotEqual(usual, ThePorts(usualFirst: false).Choose("postgres", usual, _said.Add));
        Assert.Empty(_said);
    }

    [Fact]
    public void A_chosen_port_is_remembered()
    {
        var first = Loopback.FreePort();
        ThePorts().Choose("postgres", first, _said.Add);

        Assert.Equal(first, ThePorts().Choose("postgres", Loopback.FreePort(), _said.Add));
        Assert.Equal(first, ThePorts()["postgres"]);
    }

    [Fact]
    public void Two_programs_never_get_one_port()
    {
        var ports = ThePorts();
        var port = Loopback.FreePort();

        Assert.NotEqual(ports.Choose("postgres", port, _said.Add), ports.Choose("amqp", port, _said.Add));
    }

    [Fact]
    public void Asking_for_what_never_ran_says_how_to_begin()
    {
        var refusal = Assert.Throws<LauncherException>(() => ThePorts()["gateway"]);

        Assert.Equal("gateway has not been started here yet; begin with ./dev up.", refusal.Message);
    }

    public void Dispose() => _folder.Dispose();

    private Ports ThePorts(bool usualFirst = true) => new(_folder.At("ports.json"), usualFirst);
}
