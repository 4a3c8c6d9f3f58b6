using System.Diagnostics;
using System.Net;
using Buurtzorg.Gateway.Edge;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Gateway.Tests;

public sealed class OptionsTests
{
    [Fact]
    public async Task A_wrong_configuration_does_not_start_and_every_mistake_is_named()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["Gateway__RequestsPerSecond"] = "0";
        start.Environment["Gateway__TrustedProxies__0"] = "the load balancer";
        using var gateway = Process.Start(start)!;

        var mistakes = await gateway.StandardError.ReadToEndAsync();
        await gateway.WaitForExitAsync();

        Assert.Equal(78, gateway.ExitCode);
        Assert.Contains("Authentication:Issuer", mistakes, StringComparison.Ordinal);
        Assert.Contains("Gateway:RequestsPerSecond", mistakes, StringComparison.Ordinal);
        Assert.Contains("Gateway:TrustedProxies", mistakes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Without_a_token_a_caller_is_their_address_and_with_IPv6_their_network(string one, string other, bool same)
    {
        Assert.Equal(same, CallerFrom(one) == CallerFrom(other));

        static string CallerFrom(string address) => CallerLimits.CallerOf(new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } });
    }
}
