using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

public sealed class RenderClaimTests
{
    private static readonly Period September = new(new(2026, 9, 1), new(2026, 9, 30));

    public static TheoryData<string, ClaimToRender> Broken => new()
    {
        { "claim-number-invalid", Sample.Claim() with { Number = "=1" } },
        { "claim-number-invalid", Sample.Claim() with { Number = new string('C', 37) } },
        { "sender-invalid", Sample.Claim() with { Sender = new("uk-cqc", "101700001") } },
        { "sender-invalid", Sample.Claim() with { Sender = new("nl-agb", Sample.Provider) } },
        { "payer-invalid", Sample.Claim() with { Payer = new("uk-la", "E11000001") } },
        { "currency-unknown", Sample.Claim() with { Currency = "EUR" } },
        { "claim-period-ends-before-it-starts", Sample.Claim() with { Period = new(new(2026, 11, 1), new(2026, 10, 31)) } },
        { "issued-before-period-ends", Sample.Claim() with { IssuedOn = new(2026, 10, 30) } },
        { "claim-without-lines", Sample.Claim().Of() },
        { "total-differs", Sample.Claim() with { Total = 53274 } },
        { "client-identifiers-unfit", Sample.Claim() with { Clients = [new("a", []), Sample.Claim().Clients[1]] } },
        { "client-identifiers-unfit", Sample.Claim() with { Clients = [new("a", [new("bsn", "999900006")]), Sample.Claim().Clients[1]] } },
        { "client-identifiers-unfit", Sample.Claim() with { Clients = [new("a", [new("pseudonym", "=HYPERLINK(1)")]), Sample.Claim().Clients[1]] } },
        { "client-person-not-asked", Sample.Claim() with { Clients = [Sample.Claim().Clients[0] with { Person = new("Zeegras") }, Sample.Claim().Clients[1]] } },
        { "client-key-twice", Sample.Claim() with { Clients = [.. Sample.Claim().Clients, new("a", [new("pseudonym", "ffffffffffffffff")])] } },
        { "client-twice", Sample.Claim() with { Clients = [Sample.Claim().Clients[0], new("b", Sample.Claim().Clients[0].Identifiers)] } },
        { "client-without-lines", Sample.Claim() with { Clients = [.. Sample.Claim().Clients, new("c", [new("pseudonym", "ffffffffffffffff")])] } },
        { "client-unknown", Sample.Claim().With(0, l => l with { ClientKey = "z" }) },
        { "line-id-missing", Sample.Claim().With(0, l => l with { LineId = "" }) },
        { "line-reference-invalid", Sample.Claim().With(0, l => l with { Reference = "-1" }) },
        { "assignment-number-invalid", Sample.Claim().With(0, l => l with { Assignment = new("@SUM") }) },
        { "product-category-invalid", Sample.Claim().With(0, l => l with { Product = new("+", "HC30") }) },
        { "product-code-invalid", Sample.Claim().With(0, l => l with { Product = new("PC") }) },
        { "period-ends-before-it-starts", Sample.Claim().With(0, l => l with { Period = new(new(2026, 10, 31), new(2026, 10, 1)) }) },
        { "volume-out-of-range", Sample.Claim().With(0, l => l with { Volume = -1 }) },
        { "amount-out-of-range", Sample.Claim().With(0, l => l with { Amount = 1_000_000_000_000 }) },
        { "corrects-twice", Sample.Claim().With(1, l => l with { AdjustedReference = "L-000098" }) },
        { "adjusted-reference-invalid", Sample.Claim().With(0, l => l with { AdjustedReference = "" }) },
        { "credited-reference-missing", Sample.Claim().With(1, l => l with { CreditedReference = null }) },
        { "credited-reference-not-allowed", Sample.Claim().With(0, l => l with { CreditedReference = "L-000098" }) },
        { "rate-not-allowed", Sample.Claim().With(0, l => l with { Unit = Unit.MinorCurrencyUnit }) },
        { "amount-differs-from-volume", Sample.Claim().With(0, l => l with { Unit = Unit.MinorCurrencyUnit, Rate = null }) },
        { "rate-out-of-range", Sample.Claim().With(0, l => l with { Rate = new(-1, Unit.Hour) }) },
        { "rate-unit-differs", Sample.Claim().With(0, l => l with { Rate = new(2350, Unit.Visit) }) },
        { "amount-differs-from-rate", Sample.Claim().With(0, l => l with { Amount = 20446 }) },
        { "starts-before-assignment", Sample.Claim().With(0, l => l with { Period = new(new(2026, 9, 30), new(2026, 10, 31)) }) },
        { "ends-after-assignment", Sample.Claim().With(0, l => l with { Assignment = new("PO-4711", new(2026, 10, 1), new(2026, 10, 30)) }) },
        { "category-differs", Sample.Claim().With(0, l => l with { Assignment = new("PO-4711", Product: new("PC", "HC30")) }) },
        { "product-differs", Sample.Claim().With(0, l => l with { Product = new(null, "HC60") }) },
        { "unit-differs", Sample.Claim().With(0, l => l with { Assignment = new("PO-4711", Unit: Unit.Visit) }) },
        { "line-id-twice", Sample.Claim().With(0, l => l with { LineId = "2" }) },
        { "line-reference-twice", Sample.Claim().With(0, l => l with { Reference = "L-000002" }) },
        { "credited-twice", Sample.Claim().Of([.. Sample.Claim().Lines, Sample.Claim().Lines[1] with { LineId = "4", Reference = "L-000004" }]) },
        { "debit-twice", Sample.Claim().Of([.. Sample.Claim().Lines, Sample.Claim().Lines[0] with { LineId = "4", Reference = "L-000004" }]) },
        { "corrects-within-claim", Sample.Claim().With(1, l => l with { CreditedReference = "L-000001" }) },
        { "period-after-claim", Sample.Claim().With(2, l => l with { Period = new(new(2026, 10, 14), new(2026, 11, 1)) }) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_the_council_would_refuse_does_not_leave(string code, ClaimToRender claim)
    {
        var rendered = RenderClaim.Render(claim, Sample.World);

        Assert.Null(rendered.Value);
        Assert.Contains(rendered.Faults, f => f.Code == code);
        Assert.DoesNotContain(rendered.Faults, f => f.ToString().Contains(Sample.Client) || f.ToString().Contains("HYPERLINK") || f.ToString().Contains("Zeegras"));
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(
        ["currency-unknown", "total-differs", "volume-out-of-range", "amount-differs-from-rate"],
        RenderClaim.Render(Sample.Claim().With(0, l => l with { Volume = -5 }).With(2, l => l with { Amount = 1 }) with { Currency = "SEK", Total = 0 }, Sample.World)
            .Faults.Select(f => f.Code));

    [Fact]
    public void An_adjustment_bears_the_sign_of_the_difference_and_may_be_a_penny_off()
    {
        var line = Sample.Claim().Lines[0] with { Period = September, Assignment = null, AdjustedReference = "L-000098", Volume = 7, Amount = 273 };
        var less = RenderClaim.Render(Sample.Claim().Of(line with { Side = Side.Credit }), Sample.World).Value!;
        var more = RenderClaim.Render(Sample.Claim().Of(line with { Amount = 275 }), Sample.World).Value!;

        Assert.Equal("L-000001,adjustment,L-000098,9f2c4b7a01d3e865,,,HC30,2026-09-01,2026-09-30,7,minute,23.50,hour,-2.73", Sample.Lines(less.Documents[0].Content)[3]);
        Assert.EndsWith(",2.75", Sample.Lines(more.Documents[0].Content)[3]);
        Assert.Equal("amount-differs-from-rate", Assert.Single(RenderClaim.Render(Sample.Claim().Of(line with { Amount = 276 }), Sample.World).Faults).Code);
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-5, "-0.05")]
    [InlineData(-123456, "-1234.56")]
    [InlineData(Numbers.LargestMoney, "9999999999.99")]
    public void Money_goes_there_and_back(long minor, string money) => Assert.Equal((money, minor), (Numbers.Money(minor), Numbers.Minor(money)));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("'=1+1")]
    [InlineData("-")]
    [InlineData("@a, \"b\"")]
    [InlineData("'quoted'")]
    [InlineData("zoë 漢字")]
    public void What_looks_like_a_formula_is_text_and_comes_back_as_it_was(string remark)
    {
        var rendered = RenderRequest.Render(Sample.Request() with { Remark = remark }, Sample.World).Value!;
        var sheet = SheetReader.Read(rendered.Documents[0].Content, Sample.World.Shapes.All, Sample.World.Shapes.ServiceRequest).Value!;

        Assert.Equal(remark, sheet.Header["remark"]);
        Assert.DoesNotMatch(@"(^|,|,"")[=+@-]", Encoding.UTF8.GetString(rendered.Documents[0].Content).Replace("\r\n", "\n"));
    }
}
