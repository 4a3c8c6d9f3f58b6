using Buurtzorg.Billing.Agreements;
using NodaTime;

namespace Buurtzorg.Billing.Tests;

public sealed class AgreementsFileTests
{
    [Fact]
    public void The_demo_agrees_with_twenty_municipalities()
    {
        var agreements = Read(Demo(), out var mistakes);

        Assert.Empty(mistakes);
        Assert.Equal(Enumerable.Range(9901, 20).Select(code => $"nl-wmo:{code}"), agreements!.All.Select(agreement => agreement.PayerId));
        var guidance = agreements.With("nl-wmo:9920")!.ProductFor("guidance")!;
        Assert.Equal(("02", "02A03", 67.30m), (guidance.Category, guidance.Code, guidance.RateOn(new(2026, 10, 31))!.Amount));
        Assert.Equal(64.90m, guidance.RateOn(new(2025, 12, 31))!.Amount);
        Assert.Null(guidance.RateOn(new(2024, 12, 31)));
        Assert.All(agreements.All, agreement => Assert.Equal((Corrections.CreditAndDebit, 90, null), (agreement.Corrections, agreement.UsageWarning, agreement.AnswerWithin)));
        Assert.All(agreements.All, agreement => Assert.Equal(["bsn"], agreement.Privacy));
    }

    [Fact]
    public void Working_days_are_those_of_the_week_less_the_holidays()
    {
        var calendar = Read(Demo(), out _)!.Calendar;

        Assert.Equal(new DateOnly(2026, 12, 28), calendar.After(new(2026, 12, 24), 1)); // Christmas is a Friday
        Assert.Equal(new DateOnly(2026, 11, 17), calendar.After(new(2026, 11, 3), 10));
    }

    [Fact]
    public void Insurers_and_other_countries_are_only_data()
    {
        var insurer = Some.File("insurer.yaml", "nl-zvw").With("nl-uzovi:9991")!;
        Assert.Equal((20, false, RoundingScope.Visit), (insurer.AnswerWithin!.Value, insurer.ProductFor("nursing")!.NeedsAuthorisation, insurer.ProductFor("nursing")!.Rounding.Scope));
        var granted = Some.File("swedish.yaml", "peppol").With("se-orgnr:2120000001")!;
        Assert.Equal((Basis.Granted, Corrections.Adjustment, "SEK"), (granted.Products[0].Basis, granted.Corrections, granted.Currency));
        Assert.Equal([30, 45, 60], Some.File("english.yaml", "peppol").With("gb-council:E10")!.Products[0].Rates[0].Lengths.Select(length => length.Minutes));
    }

    [Fact]
    public void Every_mistake_is_named_at_once_with_its_line_and_key()
    {
        var yaml = Demo()
            .Replace("nl-agb:99990001", "99990001")
            .Replace("name: Gemeente Waterhoven", "naam: Gemeente Waterhoven")
            .Replace("payer: nl-wmo:9904", "payer: nl-wmo:9903")
            .Replace("unit: minute", "unit: fortnight")
            .Replace("from: 2026-01-01, perHour: 67.30", "from: 2025-12-15, perHour: 67.305");

        Assert.Null(Read(yaml, out var mistakes));
        Assert.Collection(mistakes.Select(mistake => mistake[(mistake.IndexOf(": ", StringComparison.Ordinal) + 2)..]).Order(StringComparer.Ordinal),
            mistake => Assert.Equal("agreements name the payer nl-wmo:9903 2 times; a payer has one agreement", mistake),
            mistake => Assert.StartsWith("agreements[0].products[0].rates[1].from must lie after the rate before it", mistake),
            mistake => Assert.StartsWith("agreements[0].products[0].rates[1].perHour is '67.305'; it must be an amount", mistake),
            mistake => Assert.Equal("agreements[0].products[0].unit is 'fortnight'; it must be minute or hour or part-of-day or day-and-night or piece-of-output or piece-of-effort or visit", mistake),
            mistake => Assert.StartsWith("agreements[0].products[1].unit", mistake),
            mistake => Assert.StartsWith("agreements[1].naam is not known here", mistake),
            mistake => Assert.Equal("agreements[1].name is missing; it must be the payer's name, at most 100 characters", mistake),
            mistake => Assert.Equal("provider is '99990001'; it must be scheme:value, such as nl-wmo:9901", mistake));
        var line = 1 + Array.FindIndex(yaml.Split('\n'), text => text.Contains("unit: fortnight"));
        Assert.Contains(mistakes, mistake => mistake.StartsWith($"agreements.yaml:{line}: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("privacy: [bsn]", "privacy: [name]", "privacy[0] is 'name'; it must be bsn or pseudonym or initials-and-four-digits")]
    [InlineData("privacy: [bsn]", "corrections: never", "corrections is 'never'; it must be credit-and-debit or adjustment or none")]
    [InlineData("privacy: [bsn]", "answerWithin: soon", "answerWithin is 'soon'; it must be a whole number from 1 to 250")]
    [InlineData("privacy: [bsn]", "bands: [{ name: night, from: late, until: \"06:00\" }]", "bands[0].from is 'late'; it must be a time in quotes")]
    [InlineData("privacy: [bsn]", "bands: [{ name: night, from: \"22:00\", until: \"06:00\", days: [someday] }]", "it must be a day of the week such as saturday, or holidays")]
    [InlineData("privacy: [bsn]", "areas: { rural: [north] }", "areas.rural[0] is 'north'; it must be the id of a team")]
    [InlineData("unit: minute", "unit: minute\n        counts: day", "counts belongs to pieces and visits")]
    [InlineData("unit: minute", "unit: visit", "perHour does not belong here; a rate of this unit has one of each")]
    [InlineData("unit: minute", "unit: hour\n        rounding: { step: 15 }", "rounding.step is 15 minutes; it must be a multiple of the unit's 60")]
    [InlineData("unit: minute", "unit: minute\n        basis: granted\n        authorisation: not-needed", "basis is granted, so authorisation must be required")]
    [InlineData("unit: minute", "unit: minute\n        caps: [{ per: week, amount: 100 }]", "caps[0] must have one of minutes, units")]
    [InlineData("unit: minute", "unit: minute\n        authorised: { weeks: some }", "authorised.weeks is 'some'; it must be touched or sundays")]
    [InlineData("perHour: 67.30", "perHour: 67.30, band: night", "band is 'night'; it must be a band of the agreement (now: none)")]
    [InlineData("perHour: 67.30", "perHour: 67.30, lengths: { 45: 20.00, 30: 16.00 }", "lengths.30 must be whole minutes with an amount, the shortest first")]
    [InlineData("code: 02A05", "code: 02A03\n        x: 1", "x is not known here")]
    [InlineData("holidays: [2026-01-01", "holidays: [someday", "calendar.holidays[0] is 'someday'; it must be a day")]
    public void A_mistake_is_named_with_what_it_must_be(string right, string wrong, string said)
    {
        Assert.Null(Read(Demo().Replace(right, wrong), out var mistakes));
        Assert.Contains(mistakes, mistake => mistake.Contains(said));
    }

    [Theory]
    [InlineData("", "must be one YAML document")]
    [InlineData("agreements: [", "is not YAML")]
    [InlineData("- 1", "must be a list of keys with values")]
    [InlineData("provider: nl-agb:99990001", "agreements must be a list with at least one item")]
    public void What_is_no_list_of_agreements_is_refused_with_the_reason(string yaml, string reason)
    {
        Assert.Null(Read(yaml, out var mistakes));
        Assert.Contains(reason, Assert.Single(mistakes));
    }

    [Fact]
    public void An_adapter_must_be_configured_by_the_install()
    {
        Assert.Null(AgreementsFile.Read("agreements.yaml", Demo(), [], DateTimeZone.Utc, out var mistakes));
        Assert.Contains("agreements[0].adapter is 'nl-wmo'; it must be an adapter that the install configures under Adapters:<name> (now: none)", mistakes[0]);
    }

    private static AgreementBook? Read(string yaml, out IReadOnlyList<string> mistakes) => AgreementsFile.Read("agreements.yaml", yaml, ["nl-wmo"], DateTimeZone.Utc, out mistakes);

    private static string Demo() => File.ReadAllText(DemoFile.Path);
}
