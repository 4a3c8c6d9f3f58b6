using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

public sealed class SettingsTests
{
    private static readonly World Dutch = new(new Settings
    {
        PayerScheme = "nl-wmo",
        SenderScheme = "nl-agb",
        ClientScheme = "bsn",
        Currency = "EUR",
        Payer = PayerMode.None,
    });

    [Fact]
    public void It_takes_the_place_of_another_adapter_by_configuration_alone()
    {
        var claim = Sample.Claim() with
        {
            Sender = new("nl-agb", "99990001"),
            Payer = new("nl-wmo", "9901"),
            Currency = "EUR",
            Clients = [new("a", [new("bsn", "999900006")]), new("b", [new("bsn", "999900018")])],
        };

        var rendered = RenderClaim.Render(claim, Dutch);

        Assert.Empty(rendered.Faults);
        Assert.Equal("time-sheet,1,C202610001,2026-11-02,9901,99990001,2026-10-01,2026-10-31,EUR,3,532.73", Sample.Lines(rendered.Value!.Documents[0].Content)[1]);
        Assert.Equal(
            (("nl-wmo", "^[0-9]{4}$"), "nl-agb", "bsn"),
            ((ShowManifest.Of(Dutch).PayerSchemes[0].Scheme, ShowManifest.Of(Dutch).PayerSchemes[0].Pattern), ShowManifest.Of(Dutch).SenderSchemes[0].Scheme, ShowManifest.Of(Dutch).ClientSchemes[0].Scheme));
    }

    [Fact]
    public void Without_a_payer_it_carries_nothing() => Assert.False(ShowManifest.Of(Dutch).Capabilities.Transport);

    [Fact]
    public void Several_currencies_are_several() =>
        Assert.Equal(["GBP", "EUR"], ShowManifest.Of(new World(new Settings { Currency = "GBP, EUR", Payer = PayerMode.None })).Currencies);

    [Fact]
    public void Another_scheme_may_have_any_value_of_a_moderate_form() => Assert.True(
        new World(new Settings { PayerScheme = "at-land", Payer = PayerMode.None }).IsPayer(new Identifier("at-land", "W-1010")));

    [Theory]
    [InlineData("A.B. 0019", true)]
    [InlineData("Å. 0019", true)]
    [InlineData("= 0019", false)]
    [InlineData("A.B. 19", false)]
    public void Initials_and_four_digits_are_a_scheme_of_clients(string value, bool fits) => Assert.Equal(fits,
        new World(new Settings { ClientScheme = "initials-and-four-digits", Payer = PayerMode.None }).ClientKind.Accepts(value));

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var checkedSettings = new SettingsCheck().Validate(null, new Settings { PayerScheme = "UK LA", SenderScheme = "", Currency = "JPY" });

        Assert.Equal(4, checkedSettings.Failures!.Count());
        Assert.True(new SettingsCheck().Validate(null, new Settings { Folder = "mailbox" }).Succeeded);
        Assert.True(new SettingsCheck().Validate(null, new Settings { Payer = PayerMode.None }).Succeeded);
    }
}
