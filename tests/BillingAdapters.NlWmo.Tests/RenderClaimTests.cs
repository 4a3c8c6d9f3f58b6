using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class RenderClaimTests
{
    [Fact]
    public void A_claim_becomes_a_WMO323()
    {
        var rendered = RenderClaim.Render(Sample.Claim());

        Assert.Empty(rendered.Faults);
        Golden.Is("wmo323.xml", Assert.Single(rendered.Value!.Documents).Content);
        Assert.Equal([new("1", "L-000001"), new("2", "L-000002"), new("3", "L-000003"), new("4", "L-000004")], rendered.Value.Lines);
    }

    [Fact]
    public void More_credit_than_debit_is_a_credit_in_total()
    {
        var claim = Sample.Claim().With(3, l => l with { Volume = 100, Amount = 706100 });

        var message = XElement.Parse(System.Text.Encoding.UTF8.GetString(RenderClaim.Render(claim).Value!.Documents[0].Content));

        Assert.Equal(("569949", "C"), (message.Find("TotaalBedrag").Value, message.Find("DebetCredit").Value));
    }

    [Fact]
    public void A_claim_that_the_payer_could_not_read_for_its_size_is_refused()
    {
        Assert.Equal("document-too-large", Assert.Single(RenderClaim.Render(TooLarge(Sample.Claim())).Faults).Code);
    }

    public static ClaimToRender TooLarge(ClaimToRender claim)
    {
        var lines = Enumerable.Range(0, 55_000).Select(i => claim.Lines[0] with { LineId = $"{i}", Reference = $"L-{i}", Assignment = new($"{i}") }).ToList();
        return claim with { Clients = [claim.Clients[0]], Lines = lines, Total = lines.Sum(l => l.Amount) };
    }

    public static TheoryData<string?, string, string?, Func<ClaimToRender, ClaimToRender>> Rules => new()
    {
        { "CS319", "claim-number-invalid", null, c => c with { Number = "C-1" } },
        { "CS319", "claim-number-invalid", null, c => c with { Number = "C123456789012" } },
        { "RS036", "sender-invalid", null, c => c with { Sender = new("nl-agb", "9999") } },
        { "RS035", "payer-invalid", null, c => c with { Payer = new("uzovi", "9901") } },
        { "IV024", "currency-unknown", null, c => c with { Currency = "SEK" } },
        { "CS340", "claim-period-not-one-month", null, c => c with { Period = new(new(2026, 10, 1), new(2026, 11, 30)), IssuedOn = new(2026, 12, 1) } },
        { "TR137", "issued-before-period-ends", null, c => c with { IssuedOn = new(2026, 10, 30) } },
        { "TR358", "total-differs", null, c => c with { Total = c.Total + 1 } },
        { "OP079", "client-identifiers-unfit", null, c => Clients(c, new("b", [new("bsn", Sample.OtherClient), new("name", "P")])) },
        { "OP079", "client-identifiers-unfit", null, c => Clients(c, new("b", [])) },
        { "CS002", "client-number-invalid", null, c => Clients(c, new("b", [new("bsn", "999900019")])) },
        { "TR101", "client-twice", null, c => Clients(c, new("b", [new("bsn", Sample.Client)])) },
        { "WMO323", "client-without-lines", null, c => c with { Clients = [.. c.Clients, new("c", [new("bsn", "999900031")])] } },
        { null, "client-key-twice", null, c => c with { Clients = [.. c.Clients, new("b", [new("bsn", "999900031")])] } },
        { null, "client-unknown", "1", c => c.With(0, l => l with { ClientKey = "z" }) },
        { null, "line-id-twice", "1", c => c.With(1, l => l with { LineId = "1" }) },
        { "RS019", "line-reference-invalid", "1", c => c.With(0, l => l with { Reference = new('x', 21) }) },
        { "TR314", "line-reference-twice", "2", c => c.With(1, l => l with { Reference = "L-000001" }) },
        { null, "line-id-missing", "", c => c.With(0, l => l with { LineId = "" }) },
        { "TR338", "assignment-missing", "3", c => c.With(2, l => l with { Assignment = null }) },
        { "OP366", "adjusted-reference-not-allowed", "3", c => c.With(2, l => l with { AdjustedReference = "L-000098" }) },
        { "RS006", "assignment-number-invalid", "1", c => c.With(0, l => l with { Assignment = l.Assignment! with { Number = "1234567890" } }) },
        { "WMO020", "product-category-invalid", "3", c => c.With(2, l => l with { Product = new("19", "10A01") }) },
        { "RS012", "product-code-invalid", "3", c => c.With(2, l => l with { Product = new("10") }) },
        { "RS012", "product-code-invalid", "3", c => c.With(2, l => l with { Product = new("10", "\u0001") }) },
        { "WJ756", "unit-unknown", "3", c => c.With(2, l => l with { Unit = Unit.Visit, Rate = new(1, Unit.Visit) }) },
        { "CS325", "credit-of-nothing", "4", c => c.With(3, l => l with { Volume = 0, Amount = 0 }) },
        { "CD060", "credited-reference-missing", "4", c => c.With(3, l => l with { CreditedReference = null }) },
        { "CD060", "credited-reference-not-allowed", "3", c => c.With(2, l => l with { CreditedReference = "L-000098" }) },
        { "TR315", "credited-twice", "5", c => c with { Lines = [.. c.Lines, c.Lines[3] with { LineId = "5", Reference = "L-000005" }], Total = c.Total - 7061 } },
        { "TR316", "credits-within-claim", "4", c => c.With(3, l => l with { CreditedReference = "L-000001" }) },
        { "TR416", "debit-twice", "5", c => c with { Lines = [.. c.Lines, c.Lines[0] with { LineId = "5", Reference = "L-000005" }], Total = c.Total + 61431 } },
        { "CS100", "period-before-2021", "3", c => Old(c) },
        { "CS337", "period-not-within-one-month", "3", c => c.With(2, l => l with { Period = new(new(2026, 9, 1), new(2026, 10, 31)) }) },
        { "CS337", "period-not-within-one-month", "3", c => c.With(2, l => l with { Period = new(new(2026, 10, 2), new(2026, 10, 1)) }) },
        { "TR319", "period-after-claim", "3", c => c.With(2, l => l with { Period = new(new(2026, 11, 1), new(2026, 11, 30)) }) },
        { "TR335", "period-too-long-ago", "3", c => c.With(2, l => l with { Period = new(new(2021, 10, 1), new(2021, 10, 31)) }) },
        { "CD087", "rate-not-allowed", "3", c => c.With(2, l => l with { Rate = new(1, Unit.MinorCurrencyUnit) }) },
        { "CS339", "amount-differs-from-volume", "3", c => c.With(2, l => l with { Amount = 29999 }) },
        { "CD087", "rate-missing", "1", c => c.With(0, l => l with { Rate = null }) },
        { "IV081", "rate-unit-differs", "1", c => c.With(0, l => l with { Rate = new(7061, Unit.PartOfDay) }) },
        { "RS005", "rate-out-of-range", "1", c => c.With(0, l => l with { Rate = new(-1, Unit.Hour) }) },
        { "TR346", "amount-differs-from-rate", "1", c => c.With(0, l => l with { Amount = 61430 }) },
        { "TR307", "starts-before-assignment", "2", c => c.With(1, l => l with { Period = new(new(2026, 10, 13), new(2026, 10, 31)) }) },
        { "TR308", "ends-after-assignment", "2", c => c.With(1, l => l with { Assignment = l.Assignment! with { Until = new(2026, 10, 30) } }) },
        { "TR387", "period-starts-late", "1", c => c.With(0, l => l with { Period = new(new(2026, 10, 2), new(2026, 10, 31)) }) },
        { "TR388", "period-ends-early", "2", c => c.With(1, l => l with { Period = new(new(2026, 10, 14), new(2026, 10, 30)) }) },
        { "TR339", "category-differs", "2", c => c.With(1, l => l with { Product = new("03", "02A05") }) },
        { "TR340", "product-differs", "1", c => c.With(0, l => l with { Product = new("02", "02A06") }) },
        { "TR341", "unit-differs", "1", c => c.With(0, l => l with { Assignment = l.Assignment! with { Unit = Unit.PartOfDay } }) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_rule_is_found_before_the_claim_leaves(string? rule, string code, string? lineId, Func<ClaimToRender, ClaimToRender> breaks)
    {
        var faults = RenderClaim.Render(breaks(Sample.Claim())).Faults;

        var fault = Assert.Single(faults, f => f.Code == code);
        Assert.Equal((rule, lineId), (fault.Rule, fault.LineId));
        Assert.DoesNotContain(faults, f => f.ToString().Contains(Sample.Client));
    }

    [Theory]
    [InlineData("volume-out-of-range", -1, 61431)]
    [InlineData("volume-out-of-range", 100_000_000, 61431)]
    [InlineData("amount-out-of-range", 522, -1)]
    [InlineData("amount-out-of-range", 522, 100_000_000)]
    public void A_number_that_does_not_fit_is_refused(string code, long volume, long amount) =>
        Assert.Contains(RenderClaim.Render(Sample.Claim().With(0, l => l with { Volume = volume, Amount = amount })).Faults, f => f.Code == code);

    [Fact]
    public void A_claim_without_lines_is_refused() =>
        Assert.Contains(RenderClaim.Render(Sample.Claim() with { Lines = [], Total = 0 }).Faults, f => f.Code == "claim-without-lines");

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var claim = Sample.Claim().With(0, l => l with { Rate = null }).With(2, l => l with { Amount = 1 }) with { Currency = "SEK", Total = 1 };

        Assert.Equal(["currency-unknown", "total-differs", "rate-missing", "amount-differs-from-volume"], RenderClaim.Render(claim).Faults.Select(f => f.Code));
    }

    [Fact]
    public void A_credit_repeats_its_debit_also_when_the_assignment_has_changed_since() =>
        Assert.Empty(RenderClaim.Render(Sample.Claim().With(3, l => l with { Assignment = l.Assignment! with { From = new(2026, 9, 20), Unit = Unit.Minute } })).Faults);

    [Fact]
    public void A_late_claim_goes_in_the_claim_of_a_later_month() =>
        Assert.Empty(RenderClaim.Render(Sample.Claim().With(2, l => l with { Period = new(new(2026, 8, 1), new(2026, 8, 31)) })).Faults);

    private static ClaimToRender Clients(ClaimToRender claim, ClaimClient second) => claim with { Clients = [claim.Clients[0], second] };

    private static ClaimToRender Old(ClaimToRender claim) => claim with
    {
        Period = new(new(2021, 1, 1), new(2021, 1, 31)),
        IssuedOn = new(2021, 2, 1),
        Clients = [claim.Clients[1]],
        Lines = [claim.Lines[2] with { Period = new(new(2020, 12, 1), new(2020, 12, 31)) }],
        Total = 30000,
    };
}
