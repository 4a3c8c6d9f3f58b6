using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Every_mistake_names_its_key()
    {
        var adapters = new AdapterSettings { ["nl-wmo"] = new() { Url = new("/relative", UriKind.Relative) }, ["other"] = new() { Url = new("http://other"), Secret = "x" } };

        Assert.Collection(adapters.Validate(null, adapters).Failures!,
            mistake => Assert.StartsWith("Adapters:nl-wmo:Url", mistake),
            mistake => Assert.StartsWith("Adapters:nl-wmo:Secret", mistake));
        Assert.Contains("Pseudonyms:Key", new PseudonymSettings().Validate(null, new() { Key = "c2hvcnQ=" }).FailureMessage);
        Assert.Contains("Install:TimeZone is 'Europe/Zonderwijk'", new InstallSettings().Validate(null, new() { TimeZone = "Europe/Zonderwijk" }).FailureMessage);
        Assert.Contains("Agreements:File is 'nowhere.yaml'", Agreements(adapters, "nowhere.yaml").FailureMessage);
    }

    [Fact]
    public void Limits_of_an_adapter_are_checked_with_their_remedy()
    {
        AdapterSettings adapters = new()
        {
            ["a"] = new() { Url = new("http://a"), Secret = "x" },
            ["b"] = new()
            {
                Url = new("http://b"),
                Secret = "x",
                Timeout = TimeSpan.FromMinutes(6),
                TotalTimeout = TimeSpan.FromMinutes(5),
                Retries = 11,
                Concurrency = 0,
                BreakAfter = 1,
                BreakFor = TimeSpan.Zero,
                PollEvery = TimeSpan.Zero,
            },
        };

        Assert.Equal(
            [
                "Adapters:b:Timeout is 00:06:00; one try must take at most five minutes, such as 00:00:30.",
                "Adapters:b:TotalTimeout is 00:05:00; all tries together must take no less than one (00:06:00) and at most 00:15:00.",
                "Adapters:b:Retries is 11; it must be 0 to 10.",
                "Adapters:b:Concurrency is 0; it must be 1 to 100 questions at a time.",
                "Adapters:b:BreakAfter is 1; it must be 2 to 1000 tries.",
                "Adapters:b:BreakFor is 00:00:00; it must be half a second to an hour, such as 00:00:15.",
                "Adapters:b:PollEvery is 00:00:00; it must be a tenth of a second to an hour, such as 00:00:10.",
            ],
            adapters.Validate(null, adapters).Failures!);
    }

    [Fact]
    public void The_demo_agreements_fit_an_install_with_their_adapter_and_no_other()
    {
        Assert.True(Agreements(new() { ["nl-wmo"] = new() }, DemoFile.Path).Succeeded);
        Assert.Contains("adapter is 'nl-wmo'", Agreements(new() { ["peppol"] = new() }, DemoFile.Path).FailureMessage);
    }

    private static ValidateOptionsResult Agreements(AdapterSettings adapters, string file) =>
        new AgreementsAtStart(new ConfigurationBuilder().AddInMemoryCollection(adapters.Keys.Select(name => KeyValuePair.Create($"Adapters:{name}:Url", (string?)"http://adapter:8080/")).Append(new("Install:TimeZone", "Europe/Amsterdam"))).Build())
            .Validate(null, new AgreementsSettings { File = file });
}
