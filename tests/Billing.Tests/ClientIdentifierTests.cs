using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Tests;

public sealed class ClientIdentifierTests
{
    private static readonly Pseudonyms Pseudonyms = new(Options.Create(new PseudonymSettings { Key = Convert.ToBase64String(new byte[32]) }));
    private static readonly CareRecordsClient.Identity Identity = new(Guid.CreateVersion7(), "999900019", "A.B.", "Voorbeeld", new(1950, 1, 1), Sex.Female);

    [Fact]
    public void A_client_can_be_named_by_number_by_a_pseudonym_of_each_payer_or_by_initials_and_four_digits()
    {
        var named = ClientIdentifiers.Of("nl-wmo:9901", Manifest("bsn", "pseudonym", "initials-and-four-digits"), Identity, "hash", Pseudonyms);

        Assert.Equal(["999900019", Pseudonyms.ForPayer("nl-wmo:9901", "hash"), "A.B. 0019"], named.Select(identifier => identifier.Value));
        Assert.Matches("^[0-9a-f]{16}$", named[1].Value);
        Assert.NotEqual(named[1].Value, Pseudonyms.ForPayer("nl-wmo:9902", "hash"));
    }

    [Fact]
    public void Care_records_is_asked_only_where_a_document_names_what_it_knows()
    {
        Assert.False(ClientIdentifiers.NeedIdentity(Manifest("pseudonym"), []));
        Assert.True(ClientIdentifiers.NeedIdentity(Manifest("bsn"), []));
        Assert.True(ClientIdentifiers.NeedIdentity(Manifest(), [Fact.Sex]));
        Assert.Equal(new Person(Sex: Sex.Female), ClientIdentifiers.Person([Fact.Sex], Identity));
    }

    private static Manifest Manifest(params string[] schemes) => new(
        "x", "1", "1.1.0", [], [], [.. schemes.Select(scheme => new IdentifierScheme(scheme, ".*", ""))], new(true, false, true, true, false), new(3), ["EUR"], [Unit.Minute], new(new(12, ".*"), new(20, ".*"), new(12, ".*")), new(1, 1, 1));
}
