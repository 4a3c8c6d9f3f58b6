using System.Net;
using Buurtzorg.CareEvents.Delivery;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents.Tests.Rules;

public sealed class WebhookTargetRules
{
    public static TheoryData<string, bool> Addresses => new()
    {
        { "93.184.215.14", true },
        { "2a00:1450:400e:80c::200e", true },
        { "127.0.0.1", false },
        { "127.9.9.9", false },
        { "0.0.0.0", false },
        { "10.0.0.1", false },
        { "172.16.0.1", false },
        { "172.31.255.255", false },
        { "172.32.0.1", true },
        { "192.168.1.1", false },
        { "100.64.0.1", false },
        { "100.127.255.255", false },
        { "169.254.169.254", false }, // metadata of clouds
        { "192.0.0.192", false }, // and of another
        { "198.18.0.1", false },
        { "224.0.0.1", false },
        { "255.255.255.255", false },
        { "240.0.0.1", false },
        { "192.0.2.1", false },
        { "203.0.113.9", false },
        { "::1", false },
        { "::", false },
        { "fe80::1", false },
        { "fec0::1", false },
        { "fc00::1", false },
        { "fd00:ec2::254", false }, // metadata of clouds
        { "ff02::1", false },
        { "::ffff:10.0.0.1", false },
        { "::ffff:169.254.169.254", false },
        { "::10.0.0.1", false },
        { "64:ff9b::a00:1", false }, // NAT64 of 10.0.0.1
        { "64:ff9b:1::1", false },
        { "2002:a00:1::1", false }, // 6to4 of 10.0.0.1
        { "2001::1", false }, // Teredo
        { "2001:db8::1", false },
        { "3fff::1", false },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Only_the_public_internet_is_connected_to(string address, bool isPublic) => Assert.Equal(isPublic, WebhookTargets.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://receiver.example.org/events", true)]
    [InlineData("https://receiver.example.org:8443/events?key=1", true)]
    [InlineData("http://receiver.example.org/events", false)]
    [InlineData("ftp://receiver.example.org/events", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/events", false)]
    [InlineData("https://user:password@receiver.example.org/", false)]
    [InlineData("https://receiver.example.org/#fragment", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://2130706433/", false)] // 127.0.0.1 as one number
    [InlineData("https://0x7f.1/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://[::ffff:10.0.0.1]/", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    public void An_address_says_where_a_receiver_can_stand(string url, bool possible) => Assert.Equal(possible, Targets().Refuses(url) is null);

    [Fact]
    public async Task A_name_that_leads_inside_gets_no_socket_whatever_it_led_to_before()
    {
        await using var inside = new Testing.StubServer { Handle = _ => Task.CompletedTask };
        Queue<IPAddress[]> answers = new([[IPAddress.Loopback], [IPAddress.Parse("10.1.2.3"), IPAddress.IPv6Loopback]]);
        var targets = Targets((_, _) => Task.FromResult(answers.Dequeue()));
        var sender = new WebhookSender(WebhookSender.Client(targets), TimeProvider.System);

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var sent = await sender.SendAsync(new Uri($"http://changes.example.org:{inside.Address.Port}/"), [Domain.WebhookSecret.Make()], Guid.NewGuid(), "{}"u8.ToArray(), CancellationToken.None);
            Assert.Equal((Answer.Away, "target-not-public"), (sent.Answer, sent.Outcome));
        }
    }

    private static WebhookTargets Targets(Resolve? resolve = null) => new(Options.Create(new WebhookSettings()), resolve ?? ((_, _) => throw new InvalidOperationException("Nothing is looked up.")));
}
