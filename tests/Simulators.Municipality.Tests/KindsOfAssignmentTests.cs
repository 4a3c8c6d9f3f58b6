using System.Xml.Linq;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class KindsOfAssignmentTests : IAsyncLifetime
{
    private readonly TownHall _hall = new();

    public ValueTask InitializeAsync() => _hall.InitializeAsync();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Theory]
    [InlineData("02", "02A03", null)]
    [InlineData("02", "02A05", null)]
    [InlineData("01", "01A03", "9339")]
    public async Task Any_product_of_the_category_is_paid_where_only_that_was_assigned(string category, string code, string? fault)
    {
        await _hall.Assign(new { assignmentNumber = 7005, category = "02", from = "2025-07-01", volume = 600, unit = "01", frequency = "4" });

        Assert.Equal(fault, await Declared(A(category, code, 60, "01")));
    }

    [Theory]
    [InlineData(91750, 0, null)]
    [InlineData(91749, 0, "9369")]
    [InlineData(100924, 60, "9369")]
    [InlineData(100925, 60, null)]
    public async Task A_budget_pays_any_product_until_it_is_used_up(long budget, long more, string? fault)
    {
        await _hall.Assign(new { assignmentNumber = 7005, category = (string?)null, budget, from = "2025-07-01" });

        var lines = new List<APerformance> { A("02", "02A05", 600, "01") };
        if (more > 0) lines.Insert(0, A("02", "02A05", more, "01") with { Reference = "R0", From = "2025-07-01", Until = "2025-07-31" });

        Assert.Equal(fault, await Declared([.. lines]));
    }

    [Theory]
    [InlineData("04", 10, "02A03", "01", 600, null)]
    [InlineData("04", 10, "02A03", "01", 601, "9321")]
    [InlineData("04", 10, "02A03", "04", 10, null)]
    [InlineData("04", 10, "02A03", "04", 11, "9321")]
    [InlineData("01", 600, "02A03", "04", 10, "9341")]
    [InlineData("82", 1, "02A20", "82", 1, null)]
    [InlineData("82", 1, "02A20", "82", 2, "9321")]
    [InlineData("84", 4, "02A21", "84", 4, null)]
    [InlineData("84", 4, "02A21", "84", 5, "9321")]
    [InlineData("83", 50000, "02A03", "83", 50000, null)]
    [InlineData("83", 50000, "02A03", "83", 50001, "9321")]
    public async Task Every_unit_has_its_cap(string assigned, long volume, string code, string unit, long delivered, string? fault)
    {
        await _hall.Assign(new { assignmentNumber = 7005, code, volume, unit = assigned, frequency = "4", from = "2025-08-01" });

        Assert.Equal(fault, await Declared(A("02", code, delivered, unit)));
    }

    [Fact]
    public async Task An_assignment_belongs_to_its_provider()
    {
        var answer = await _hall.Declare(((string)new ADeclaration()).Replace("99990001", "99990002"));

        Assert.Equal("9338", answer.Descendants(Wmo + "Prestatie").Descendants(Wmo + "RetourCode").Single().Value);
    }

    [Fact]
    public async Task Providers_number_apart()
    {
        await _hall.Declare(new ADeclaration());

        var other = await _hall.Declare(((string)new ADeclaration()).Replace("99990001", "99990002"));

        Assert.DoesNotContain(other.Descendants(Wmo + "RetourCode").Select(code => code.Value), code => code is "9056" or "9333" or "8214" or "8021");
    }

    private static readonly XNamespace Wmo = Xml.Of("wmo325");

    private static APerformance A(string category, string code, long volume, string unit) => new()
    {
        Assignment = 7005,
        Category = category,
        Code = code,
        Volume = volume,
        Unit = unit,
        Amount = Agreement.Amount(code, new(2025, 8, 1), unit, volume)!.Value,
    };

    private async Task<string?> Declared(params APerformance[] lines)
    {
        var answer = await _hall.Declare(new ADeclaration { Lines = lines });
        Published.AcceptsAnswer(answer);
        return answer.Descendants(Wmo + "Prestatie").Descendants(Wmo + "RetourCode").Select(code => code.Value).SingleOrDefault();
    }
}
