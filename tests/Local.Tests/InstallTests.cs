using Buurtzorg.Local.Install;

namespace Buurtzorg.Local.Tests;

public sealed class InstallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("nl-municipality")]
    [InlineData("nl-region")]
    public void The_examples_have_no_mistake(string install)
    {
        Assert.Empty(new InstallCheck(new InstallFolder(Example(install), evaluation: false)).Mistakes());
        Assert.Empty(new InstallCheck(new InstallFolder(Example(install), evaluation: true)).Mistakes());
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_its_place()
    {
        var mistakes = string.Join('\n', new InstallCheck(Install("""
            issuer: { url: http://login.example }
            defaults: { database: { host: db, maxConnections: 100 } }
            services:
              billing: { settings: { Encryption__Keys__1: abc } }
              billing-adapter-a: { payers: ["nl-wmo:9901", "nl-wmo:9999"] }
              billing-adapter-b: { payers: ["nl-wmo:9901"] }
            """)).Mistakes());
        foreach (var mistake in new[] { "issuer.url is http://login.example", "services.billing.broker.host is missing", "the pools on db want 244 connections", "nl-wmo:9999, with whom agreements.yaml has no agreement", "a and b both name the payer nl-wmo:9901", "services.billing.settings.Encryption__Keys__1 is a secret" })
            Assert.Contains(mistake, mistakes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payer_that_an_adapter_names_is_that_adapter_s_and_lines_stay_where_they_are()
    {
        var lines = new InstallCheck(Install("services: { billing-adapter-other: { payers: [\"nl-wmo:9901\"] } }")).EffectiveAgreements().Split('\n');
        Assert.Equal("    adapter: other", lines[2]);
    }

    [Fact]
    public void Secrets_have_the_keys_of_settings_and_both_who_share_one_have_the_same()
    {
        var secrets = new InstallSecrets(new InstallFolder(Example("nl-municipality"), evaluation: true), "care").All();
        Assert.Equal(secrets["care-billing"]["Pseudonyms__Key"], secrets["care-care-records"]["Pseudonyms__Key"]);
        Assert.Equal(32, Convert.FromBase64String(secrets["care-billing"]["Encryption__Keys__1"]).Length);
        Assert.Equal("care_records", secrets["care-care-records-database"]["username"]);
        Assert.Contains("care-billing-adapter-nl-wmo", secrets.Keys);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", secrets["care-identity"]["signing-key.pem"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_operator_makes_is_not_made_twice()
    {
        var secrets = new InstallSecrets(new InstallFolder(Example("nl-region"), evaluation: false), "care").All();
        Assert.DoesNotContain(secrets.Keys, name => name.EndsWith("-database", StringComparison.Ordinal) || name is "care-broker" or "care-identity" or "care-postgres");
    }

    public void Dispose() => _folder.Dispose();

    private InstallFolder Install(string values)
    {
        File.WriteAllText(_folder.At("values.yaml"), values);
        File.WriteAllText(_folder.At("agreements.yaml"), "agreements:\n  - payer: nl-wmo:9901\n    adapter: nl-wmo\n");
        return new InstallFolder(Path.GetDirectoryName(_folder.At("values.yaml"))!, evaluation: false);
    }

    private static string Example(string install) => Path.Combine(Checkout.Root, "deploy/installs", install);
}
