using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
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
    public void The_demo_agreements_fit_an_install_with_their_adapter_and_no_other()
    {
        Assert.True(Agreements(new() { ["nl-wmo"] = new() }, DemoFile.Path).Succeeded);
        Assert.Contains("adapter is 'nl-wmo'", Agreements(new() { ["peppol"] = new() }, DemoFile.Path).FailureMessage);
    }

    private static ValidateOptionsResult Agreements(AdapterSettings adapters, string file) => new AgreementsAtStart(Options.Create(adapters), Options.Create(new InstallSettings { TimeZone = "Europe/Amsterdam" })).Validate(null, new AgreementsSettings { File = file });
}
