using System.Net.Http.Json;
using System.Xml.Linq;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>Declarations after another: what was granted in August is taken back, claimed anew, or claimed late.</summary>
public sealed class CorrectionTests : IAsyncLifetime
{
    private static readonly APerformance Credit = new() { Reference = "R2", Previous = "R1", Debit = false };
    private readonly TownHall _hall = new();

    public async ValueTask InitializeAsync()
    {
        await _hall.InitializeAsync();
        await _hall.Declare(new ADeclaration());
    }

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_debit_is_credited_once_and_declared_anew_beside_its_credit()
    {
        var first = await September(new() { Reference = "R3", Volume = 60, Amount = 6490 }, Credit);
        var second = await Declare(10, Credit with { Reference = "R4" });

        Assert.Equal(6490 - 64900, Granted(first));
        Assert.Equal(["9390"], Codes(second));
    }

    [Fact]
    public async Task A_second_credit_in_one_message_is_one_too_many()
    {
        var answer = await September(Credit, Credit with { Reference = "R3" });

        Assert.Equal(["9390"], Codes(answer));
        Assert.Equal(-64900, Granted(answer));
    }

    [Fact]
    public async Task Without_an_approved_credit_there_is_no_second_debit()
    {
        var answer = await September(Credit with { Amount = 1 }, new() { Reference = "R3", Volume = 60, Amount = 6490 });

        Assert.Equal(["8017", "9389"], Codes(answer).Order());
        Assert.Equal(0, Granted(answer));
    }

    [Fact]
    public async Task A_credit_never_names_a_debit_of_its_own_message()
    {
        var answer = await September(Credit with { Previous = "R3", Assignment = TownHall.Specialised, Code = "02A05", Amount = 9175, Volume = 60 },
            new() { Reference = "R3", Assignment = TownHall.Specialised, Code = "02A05", Volume = 60, Amount = 9175 });

        Assert.Equal(["8017"], Codes(answer));
    }

    public static TheoryData<string, string> OtherCredits => new()
    {
        { "8017", "volume" }, { "8017", "assignment" }, { "8017", "period" }, { "8017", "previous" }, { "8187", "client" }, { "8021", "reference" },
    };

    [Theory]
    [MemberData(nameof(OtherCredits))]
    public async Task A_credit_repeats_its_debit(string code, string what)
    {
        var answer = await September(what switch
        {
            "volume" => Credit with { Volume = 599 },
            "assignment" => Credit with { Assignment = TownHall.Specialised },
            "period" => Credit with { From = "2025-07-07", Until = "2025-07-31" },
            "previous" => Credit with { Previous = null },
            "client" => Credit with { Bsn = "999990019" },
            _ => Credit with { Reference = "R1" },
        });

        Assert.Equal([code], Codes(answer));
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("refused")]
    public async Task What_was_not_granted_is_not_credited(string outcome)
    {
        var line = new APerformance { Reference = "R5", Amount = 5 };
        await Declare(9, outcome == "refused" ? 1 : null, line);

        Assert.Equal(["8017"], Codes(await Declare(10, Credit with { Previous = "R5", Amount = 5 })));
    }

    [Fact]
    public async Task A_rejected_line_is_declared_again_under_another_reference()
    {
        var wrong = new APerformance { Reference = "R5", From = "2025-07-07", Until = "2025-07-31", Amount = 1 };
        await September(wrong);

        var answer = await Declare(10, wrong with { Amount = 64900 }, wrong with { Amount = 64900, Reference = "R6" });

        Assert.Equal(["8021"], Codes(answer));
        Assert.Equal(64900, Granted(answer));
    }

    [Theory]
    [InlineData("ended")]
    [InlineData("deleted")]
    public async Task A_correction_comes_months_later_whatever_became_of_the_assignment(string became)
    {
        if (became == "ended") await _hall.Http.PutAsJsonAsync("municipalities/9901/assignments/7001/end", new { lastDay = "2025-07-31" });
        else await _hall.Http.DeleteAsync("municipalities/9901/assignments/7001");

        var answer = await Declare(12, Credit, new() { Reference = "R3", Volume = 60, Amount = 6490 });

        Assert.Equal(-64900, Granted(answer));
        Assert.Equal(became == "ended" ? ["9307", "9308"] : ["9384"], Codes(answer));
    }

    [Fact]
    public async Task Late_care_is_declared_in_the_current_period_one_performance_a_month()
    {
        var late = new APerformance { Reference = "R3", From = "2025-07-07", Until = "2025-07-31", Volume = 60, Amount = 6490 };

        var answer = await September(late, late with { Reference = "R4" });

        Assert.Equal(["9389"], Codes(answer));
        Assert.Equal(6490, Granted(answer));
    }

    [Theory]
    [InlineData(10, "2025-09-01", "2025-09-30", "8214")]
    [InlineData(10, "2025-08-01", "2025-08-31", null)]
    [InlineData(10, "2025-10-01", "2025-10-31", null)]
    public async Task A_month_is_left_out_only_when_no_care_was_given_in_it(int month, string from, string until, string? code)
    {
        var answer = await Declare(month, new APerformance { Reference = "R3", Assignment = TownHall.Specialised, Code = "02A05", From = from, Until = until, Volume = 60, Amount = 9175 });

        Assert.Equal(code is null ? 9175 : 0, Granted(answer));
        if (code is not null) Assert.Contains(code, answer.Descendants(Wmo + "DeclaratieAntwoord").Elements(Wmo + "RetourCodes").Select(codes => codes.Value));
    }

    private Task<XElement> September(params APerformance[] lines) => Declare(9, lines);

    private Task<XElement> Declare(int month, params APerformance[] lines) => Declare(month, null, lines);

    private Task<XElement> Declare(int month, long? total, params APerformance[] lines) => _hall.Declare(new ADeclaration
    {
        Identification = $"D{month}",
        Number = $"2025{month:00}",
        From = new DateOnly(2025, month, 1).Iso(),
        Until = new DateOnly(2025, month, 1).AddMonths(1).AddDays(-1).Iso(),
        Dated = "2026-01-05",
        Total = total,
        Lines = lines,
    });

    private static readonly XNamespace Wmo = Xml.Of("wmo325");

    private static IEnumerable<string> Codes(XElement answer) => answer.Descendants(Wmo + "Prestatie").Descendants(Wmo + "RetourCode").Select(code => code.Value);

    private static long Granted(XElement answer)
    {
        Published.AcceptsAnswer(answer);
        return Amount.Read(answer.Descendants(Wmo + "TotaalToegekendBedrag").Single(), "TotaalBedrag").Signed;
    }
}
