using Buurtzorg.Billing.Agreements;

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
        Assert.Equal(("02", "02A03", 67.30m), (guidance.Category, guidance.Code, guidance.RateOn(new(2026, 10, 31))!.PerHour));
        Assert.Equal(64.90m, guidance.RateOn(new(2025, 12, 31))!.PerHour);
        Assert.Null(guidance.RateOn(new(2024, 12, 31)));
    }

    [Fact]
    public void Every_mistake_is_named_at_once_with_its_line_and_key()
    {
        var yaml = Demo()
            .Replace("nl-agb:99990001", "99990001")
            .Replace("name: Gemeente Waterhoven", "naam: Gemeente Waterhoven")
            .Replace("payer: nl-wmo:9904", "payer: nl-wmo:9903")
            .Replace("unit: minute", "unit: part-of-day")
            .Replace("direction: half-away-from-zero", "direction: up")
            .Replace("from: 2026-01-01, perHour: 67.30", "from: 2025-12-15, perHour: 67.305");

        Assert.Null(Read(yaml, out var mistakes));
        Assert.Collection(mistakes.Order(StringComparer.Ordinal),
            mistake => Assert.Equal("agreements.yaml:16: agreements[0].products[0].unit is 'part-of-day'; it must be minute", mistake),
            mistake => Assert.Equal("agreements.yaml:19: agreements[0].products[0].rounding.direction is 'up'; it must be half-away-from-zero", mistake),
            mistake => Assert.StartsWith("agreements.yaml:22: agreements[0].products[0].rates[1].from must be the first day of a month", mistake),
            mistake => Assert.StartsWith("agreements.yaml:22: agreements[0].products[0].rates[1].from must lie after the rate before it", mistake),
            mistake => Assert.StartsWith("agreements.yaml:22: agreements[0].products[0].rates[1].perHour is '67.305'; it must be an amount", mistake),
            mistake => Assert.StartsWith("agreements.yaml:26: agreements[0].products[1].unit", mistake),
            mistake => Assert.StartsWith("agreements.yaml:28: agreements[0].products[1].rounding.direction", mistake),
            mistake => Assert.Equal("agreements.yaml:33: agreements[1].name is missing; it must be the payer's name, at most 100 characters", mistake),
            mistake => Assert.Equal("agreements.yaml:34: agreements[1].naam is not known here; known are payer, name, adapter, currency, products", mistake),
            mistake => Assert.Equal("agreements.yaml:5: agreements name the payer nl-wmo:9903 2 times; a payer has one agreement", mistake),
            mistake => Assert.Equal("agreements.yaml:5: provider is '99990001'; it must be scheme:value, such as nl-wmo:9901", mistake));
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
        Assert.Null(AgreementsFile.Read("agreements.yaml", Demo(), [], out var mistakes));
        Assert.Contains("agreements[0].adapter is 'nl-wmo'; it must be an adapter that the install configures under Adapters:<name> (now: none)", mistakes[0]);
    }

    private static AgreementBook? Read(string yaml, out IReadOnlyList<string> mistakes) => AgreementsFile.Read("agreements.yaml", yaml, ["nl-wmo"], out mistakes);

    private static string Demo() => File.ReadAllText(DemoFile.Path);
}
