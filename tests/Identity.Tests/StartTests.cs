using System.Diagnostics;

namespace Buurtzorg.Identity.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Without_an_issuer_it_does_not_start_and_names_every_mistake()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["Identity__Clients__billing__Secret"] = "short";
        using var identity = Process.Start(start)!;

        var mistakes = await identity.StandardError.ReadToEndAsync();
        await identity.WaitForExitAsync();

        Assert.Equal(78, identity.ExitCode);
        foreach (var key in (string[])["Identity:Issuer", "Identity:KeyFolder", "Identity:Clients:billing:Secret", "Identity:Clients:billing:Kind"])
            Assert.Contains(key, mistakes, StringComparison.Ordinal);
        Assert.DoesNotContain("short", mistakes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("ftp://care.example/identity")]
    [InlineData("https://care.example/identity/")]
    [InlineData("https://care.example/identity?x=1")]
    public void An_issuer_that_no_caller_could_reach_or_compare_is_refused(string issuer)
    {
        var result = new IdentityOptionsCheck().Validate(null, new IdentityOptions { Issuer = issuer, KeyFolder = "keys" });

        Assert.StartsWith("Identity:Issuer", result.Failures!.Single());
    }
}
