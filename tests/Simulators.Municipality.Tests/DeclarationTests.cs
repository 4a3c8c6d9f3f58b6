using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Xml.Linq;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class DeclarationTests : IAsyncLifetime
{
    private readonly TownHall _hall = new();

    public ValueTask InitializeAsync() => _hall.InitializeAsync();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_right_declaration_is_granted_whole()
    {
        var answer = await _hall.Declare(new ADeclaration());

        Assert.Equal(["0200", "8001"], Codes(answer));
        Assert.Equal((64900, 64900), Totals(answer));
        Published.AcceptsAnswer(answer);
    }

    private static readonly Dictionary<string, APerformance> Faults = new()
    {
        ["0611"] = new() { Tariff = 107 },
        ["8017"] = new() { Debit = false, Previous = "never-sent" },
        ["8187"] = new() { Bsn = "999990019" },
        ["9307"] = new() { From = "2025-07-01", Until = "2025-07-31" },
        ["9308"] = new() { Assignment = 7003, Code = "02A05", Amount = 91750 },
        ["9321"] = new() { Volume = 901, Amount = 97458 },
        ["9338"] = new() { Assignment = 4711 },
        ["9339"] = new() { Category = "03" },
        ["9340"] = new() { Code = "02A05", Amount = 91750 },
        ["9341"] = new() { Unit = "04", Volume = 10 },
        ["9346"] = new() { Amount = 64901 },
        ["9384"] = new() { Assignment = 7004 },
        ["9387"] = new() { From = "2025-08-02" },
        ["9388"] = new() { Until = "2025-08-30" },
        ["9319"] = new() { From = "2025-09-01", Until = "2025-09-07", Volume = 100, Amount = 10817 },
    };

    public static TheoryData<string> FaultyCodes => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultyCodes))]
    public async Task A_performance_that_breaks_a_rule_returns_with_its_code(string code)
    {
        await _hall.Assign(7003, 7004);
        await _hall.Http.PutAsJsonAsync("municipalities/9901/assignments/7003/end", new { lastDay = "2025-08-15" });
        await _hall.Http.DeleteAsync("municipalities/9901/assignments/7004");
        var right = new APerformance { Reference = "R0", Assignment = TownHall.Specialised, Code = "02A05", Volume = 60, Amount = 9175 };
        var wrong = Faults[code].Assignment == 7003 ? Faults[code] with { Code = "02A03", Amount = 64900 } : Faults[code];

        var answer = await _hall.Declare(new ADeclaration { Lines = [right, wrong] });

        var returned = Assert.Single(answer.Descendants(Wmo + "Prestatie"));
        Assert.Equal("R1", returned.Descendants(Xml.Base + "ReferentieNummer").Single().Value);
        Assert.Equal([code], Codes(returned));
        var (submitted, granted) = Totals(answer);
        Assert.Equal(9175, granted);
        Assert.Equal(wrong.Debit ? wrong.Amount : -wrong.Amount, submitted - granted);
        Published.AcceptsAnswer(answer);
    }

    [Fact]
    public async Task The_volumes_together_stay_below_the_cap_of_the_assignment()
    {
        await _hall.Http.PutAsJsonAsync("municipalities/9901/assignments/7001/end", new { lastDay = "2025-08-31" });
        await _hall.Declare(new ADeclaration { From = "2025-07-01", Until = "2025-07-31", Lines = [new() { From = "2025-07-07", Until = "2025-07-31", Volume = 720, Amount = 77880 }] });

        var answer = await _hall.Declare(new ADeclaration { Identification = "D2", Number = "2", Lines = [new() { Reference = "R2", Volume = 900, Amount = 97350 }] });

        Assert.Equal(["9322"], Codes(answer.Descendants(Wmo + "Prestatie").Single()));
    }

    [Theory]
    [InlineData("D1", "1", "2025-09", "R9", "9056")]
    [InlineData("D2", "2025001", "2025-09", "R9", "9333")]
    [InlineData("D2", "2", "2025-08", "R9", "8214")]
    [InlineData("D2", "2", "2025-09", "R1", "8021")]
    [InlineData("D2", "2", "2025-09", "R9", "9389")]
    public async Task Nothing_is_declared_twice(string identification, string number, string month, string reference, string code)
    {
        await _hall.Declare(new ADeclaration());

        var answer = await _hall.Declare(new ADeclaration
        {
            Identification = identification,
            Number = number,
            From = month + "-01",
            Until = month == "2025-08" ? "2025-08-31" : "2025-09-30",
            Dated = "2025-10-02",
            Lines = [new() { Reference = reference }],
        });

        Assert.Contains(code, Codes(answer));
        Assert.Equal(0, Totals(answer).Granted);
        Published.AcceptsAnswer(answer);
    }

    [Theory]
    [InlineData("9902", "2025-09-02", "2025-09-02", null, "0001")]
    [InlineData("9901", "2025-09-02", "2025-09-02", 1L, "0001")]
    [InlineData("9901", "2999-01-01", "2025-09-02", null, "8848")]
    [InlineData("9901", "2025-09-02", "2999-01-01", null, "8848")]
    public async Task What_is_wrong_with_the_whole_is_refused_whole(string receiver, string dated, string signed, long? total, string code)
    {
        var answer = await _hall.Declare(new ADeclaration { Receiver = receiver, Dated = dated, Signed = signed, Total = total });

        Assert.Contains(code, Codes(answer));
        Assert.Equal(0, Totals(answer).Granted);
        Assert.Empty(answer.Descendants(Wmo + "Prestatie"));
        Published.AcceptsAnswer(answer);
    }

    [Theory]
    [InlineData("2025-08-01", "2025-08-30", "2025-09-02")]
    [InlineData("2025-08-02", "2025-08-31", "2025-09-02")]
    [InlineData("2025-07-01", "2025-08-31", "2025-09-02")]
    [InlineData("2025-08-01", "2025-08-31", "2025-08-30")]
    public async Task A_declaration_is_about_one_month_that_is_over(string from, string until, string dated)
    {
        var answer = await _hall.Declare(new ADeclaration { From = from, Until = until, Dated = dated });

        Assert.Contains("0001", Codes(answer));
        Assert.Equal(0, Totals(answer).Granted);
    }

    [Theory]
    [InlineData("<a")]
    [InlineData("<a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>")]
    public async Task What_cannot_be_read_is_not_answered(string xml) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _hall.Http.PostAsync(
            "municipalities/9901/declarations", new StringContent(xml, Encoding.UTF8, "application/xml"))).StatusCode);

    private static readonly XNamespace Wmo = Xml.Of("wmo325");

    private static string[] Codes(XElement answer) => [.. answer.Descendants(Wmo + "RetourCode").Select(code => code.Value)];

    private static (long Submitted, long Granted) Totals(XElement answer) =>
        (Total(answer, "TotaalIngediendBedrag"), Total(answer, "TotaalToegekendBedrag"));

    private static long Total(XElement answer, string name) => Amount.Read(answer.Descendants(Wmo + name).Single(), "TotaalBedrag").Signed;
}
