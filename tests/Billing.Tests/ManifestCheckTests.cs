using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class ManifestCheckTests
{
    private static readonly Agreement Agreement = Some.Agreements.All[0];

    [Theory]
    [InlineData("1.0.0", true)]
    [InlineData("1.0.9", true)]
    [InlineData("1.1.0", true)]
    [InlineData("1.1", true)]
    [InlineData("1.2.0", false)]
    [InlineData("2.0.0", false)]
    [InlineData("0.9.0", false)]
    [InlineData("1.1.0-beta", false)]
    [InlineData("one", false)]
    public void Contracts_from_1_0_up_to_and_including_1_1_are_accepted(string version, bool accepted) => Assert.Equal(accepted, ManifestCheck.OfContract(Manifest(version)).Count == 0);

    [Fact]
    public void Every_fault_names_both_sides() => Assert.Equal(
        [
            ("contract-version", "The adapter se-lov 3.4.5 speaks version 1.2.0 of the contract, and billing accepts 1.0 up to and including 1.1; install one that fits."),
            ("payer-scheme", "The agreement sends nl-wmo:9901 to the adapter se-lov, which serves se-orgnr, se-gln."),
            ("currency", "The agreement with nl-wmo:9901 is in EUR and the adapter se-lov knows SEK."),
        ],
        ManifestCheck.Faults(Manifest("1.2.0") with { Name = "se-lov", Version = "3.4.5", PayerSchemes = [new("se-orgnr", ".*", ""), new("se-gln", ".*", "")], Currencies = ["SEK"] }, Agreement)
            .Select(fault => (fault.Code, fault.Detail)));

    [Theory]
    [InlineData(9, ".*", 1)] // C000000001
    [InlineData(10, "[0-9]+", 1)]
    [InlineData(10, "C[0-9]{9}", 0)]
    [InlineData(10, "(", 1)]
    public void An_adapter_that_does_not_take_the_numbers_that_billing_gives_is_refused(int maxLength, string pattern, int faults)
    {
        var manifest = Manifest("1.1.0") with { Numbering = new(new(maxLength, pattern), new(20, ".*"), new(12, ".*")) };
        Assert.Equal(faults, ManifestCheck.Faults(manifest, Agreement).Count(fault => fault.Code == "numbering" && fault.Detail.Contains("C000000001", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_fits_has_no_faults_and_a_scheme_is_matched_whole()
    {
        Assert.Empty(ManifestCheck.Faults(Manifest("1.1.0"), Agreement));
        Assert.Single(ManifestCheck.Faults(Manifest("1.1.0") with { PayerSchemes = [new("nl", ".*", "")] }, Agreement));
    }

    [Theory]
    [InlineData("1.0.0", true, false)] // the contract had no transport then
    [InlineData("1.1.0", true, true)]
    [InlineData("1.1.0", false, false)]
    public void An_adapter_carries_messages_when_it_says_so_and_its_contract_has_it(string version, bool transport, bool carries) =>
        Assert.Equal(carries, Manifest(version, transport).Carries());

    private static Manifest Manifest(string version, bool transport = false) => new(
        "nl-wmo", "0.1.0", version, [new("nl-wmo", ".*", "")], [], [], new(true, false, true, true, transport), new(3, 10), ["EUR"], [Unit.Minute], new(new(12, ".*"), new(20, ".*"), new(12, ".*")), new(1, 1, 1));
}
