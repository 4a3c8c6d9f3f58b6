using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class ReadAssignmentsTests
{
    [Fact]
    public void A_message_becomes_assignments()
    {
        var read = Read(Sample.Assignments());

        Assert.Empty(read.Faults);
        Assert.Equal(
            new MessageIdentity(MessageKind.Assignment, "WMO301", "T0000000042", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 9, 29)),
            read.Message);
        var (client, payer) = (new Identifier("bsn", Sample.Client), new Identifier("nl-wmo", "9901"));
        Assert.Equal(
        [
            new("100200301", client, payer, new("02", "02A04"), new(2026, 9, 28, 14, 5, 0), new(2026, 10, 1), AssignmentChange.New,
                new(2027, 9, 30), 180, Unit.Minute, Frequency.Week),
            new("200302", client, payer, new("02", "02A05"), new(2026, 9, 28, 14, 5, 30, 250), new(2026, 10, 14), AssignmentChange.Changed,
                null, 900, Unit.Minute, Frequency.Month, ChangeReason: "03"),
            new("100200303", client, payer, new(), new(2026, 9, 28, 14, 6, 0), new(2025, 1, 1), AssignmentChange.New,
                new(2025, 12, 31), Budget: 250000, Currency: "EUR"),
            new("100200304", client, payer, new("07"), new(2026, 9, 28, 14, 7, 0), new(2026, 10, 1), AssignmentChange.Withdrawn,
                new(2026, 10, 1), ChangeReason: "13"),
        ], read.Assignments);
    }

    [Theory]
    [InlineData("01", Unit.Minute)]
    [InlineData("04", Unit.Hour)]
    [InlineData("14", Unit.DayAndNight)]
    [InlineData("16", Unit.PartOfDay)]
    [InlineData("82", Unit.PieceOfOutput)]
    [InlineData("83", Unit.MinorCurrencyUnit)]
    [InlineData("84", Unit.PieceOfEffort)]
    public void Every_unit_of_the_standard_is_known(string code, Unit unit) =>
        Assert.Equal(unit, Read(Sample.Assignments(m => m.Set("Eenheid", code))).Assignments[0].Unit);

    [Theory]
    [InlineData("1", Frequency.Day)]
    [InlineData("2", Frequency.Week)]
    [InlineData("4", Frequency.Month)]
    [InlineData("6", Frequency.WholePeriod)]
    public void Every_frequency_of_the_standard_is_known(string code, Frequency frequency) =>
        Assert.Equal(frequency, Read(Sample.Assignments(m => m.Set("Frequentie", code))).Assignments[0].Frequency);

    public static TheoryData<string, string, string, Action<XElement>> Rules => new()
    {
        { "CS002", "client-number-invalid", "Client/Bsn", m => m.Set("Bsn", "999900007") },
        { "CS139", "birth-date-use-contradicts", "Client/Geboortedatum", m => m.Find("Datum").AddAfterSelf(new XElement(Sample.Base + "DatumGebruik", "1")) },
        { "CS139", "birth-date-use-contradicts", "Client/Geboortedatum", m => m.Find("Datum").AddAfterSelf(new XElement(Sample.Base + "DatumGebruik", "2")) },
        { "CS139", "birth-date-use-contradicts", "Client/Geboortedatum", m => m.Find("Datum").AddAfterSelf(new XElement(Sample.Base + "DatumGebruik", "3")) },
        { "TR134", "born-after-message", "Client/Geboortedatum", m => m.Set("Datum", "2026-09-30") },
        { "TR002", "born-too-long-ago", "Client/Geboortedatum", m => m.Set("Datum", "1906-09-28") },
        { "CS050", "name-use-unfit", "Client/Naam", m => m.Set("NaamGebruik", "6") },
        { "CS050", "name-use-unfit", "Client/Naam", m => m.Remove("Partnernaam") },
        { "CD007", "language-unfit", "Client/Communicatie", m => m.Remove("Taal") },
        { "CD007", "language-unfit", "Client/Communicatie", m => m.Set("Vorm", "2") },
        { "CS003", "ends-before-it-starts", Product(1) + "/Einddatum", m => m.Set("Einddatum", "2026-09-30") },
        { "TR134", "decided-after-message", Product(1) + "/Toewijzingsdatum", m => m.Set("Toewijzingsdatum", "2026-09-30") },
        { "CD041", "volume-missing", Product(1) + "/Product", m => m.Remove("Omvang") },
        { "CD075", "until-missing-for-budget", Product(1) + "/Budget", m => { m.Remove("ToegewezenProduct"); m.Remove("ToegewezenProduct"); m.Remove("Einddatum"); } },
        { "CD076", "until-missing-for-weeks", Product(1) + "/Omvang", m => m.Remove("Einddatum") },
        { "CD077", "budget-and-volume", Product(1) + "/Budget", m => m.Find("Omvang").AddAfterSelf(new XElement(Sample.Ns301 + "Budget", "100")) },
        { "CD079", "product-missing", Product(3), m => m.Remove("Budget") },
        { "CD080", "volume-without-code", Product(1) + "/Omvang", m => { m.Remove("Code"); m.Set("Categorie", "03", 1); } },
        { "CS335", "deleted-but-lasting", Product(4) + "/RedenWijziging", m => m.Set("Einddatum", "2026-10-02", 2) },
        { "CS336", "reason-no-longer-used", Product(2) + "/RedenWijziging", m => m.Set("RedenWijziging", "01") },
        { "CS338", "frequency-unfit-for-unit", Product(1) + "/Omvang", m => { m.Set("Eenheid", "16"); m.Set("Frequentie", "1"); } },
        { "TR101", "assignment-number-twice", Product(2) + "/ToewijzingNummer", m => m.Set("ToewijzingNummer", "0100200301", 1) },
        { "TR302", "products-overlap", Product(2), m => m.Set("Code", "02A04", 1) },
        { "TR302", "products-overlap", Product(2), m => { m.Remove("Code", 1); m.Remove("Omvang", 1); } },
        { "TR302", "products-overlap", Product(1), m => m.Set("Einddatum", "2026-10-01", 1) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_rule_refuses_the_whole_message(string rule, string code, string place, Action<XElement> breaks)
    {
        var read = Read(Sample.Assignments(breaks));

        var fault = Assert.Single(read.Faults);
        Assert.Equal((rule, code, "/Bericht/" + place, "0001"), (fault.Rule, fault.Code, fault.Place, fault.PayerCode));
        Assert.Empty(read.Assignments);
        var answer = XElement.Parse(System.Text.Encoding.UTF8.GetString(read.ReturnMessage!.Content));
        Assert.Equal("0001", answer.Find("RetourCode").Value);
        Assert.Single(answer.Elements());
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var read = Read(Sample.Assignments(m =>
        {
            m.Set("Bsn", "123456789");
            m.Remove("Einddatum");
            m.Set("RedenWijziging", "01");
        }));

        Assert.Equal(["client-number-invalid", "until-missing-for-weeks", "reason-no-longer-used"], read.Faults.Select(f => f.Code));
        Assert.DoesNotContain(read.Faults, f => f.ToString().Contains("123456789"));
    }

    [Fact]
    public void A_withdrawn_assignment_overlaps_nothing()
    {
        var read = Read(Sample.Assignments(m =>
        {
            m.Set("Categorie", "02", 2);
            m.Set("Einddatum", "2025-12-31", 1);
        }));

        Assert.Empty(read.Faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("R0000000000001")]
    [InlineData("R-1")]
    [InlineData("R1\n")]
    public void A_reference_that_does_not_fit_is_refused(string reference)
    {
        var read = ReadAssignments.Read(Sample.Assignments() with { ReturnReference = reference });

        Assert.Equal("return-reference-invalid", Assert.Single(read.Faults).Code);
    }

    private static string Product(int number) => $"Client/ToegewezenProducten/ToegewezenProduct[{number}]";

    private static AssignmentsRead Read(AssignmentsToRead request)
    {
        var read = ReadAssignments.Read(request);
        Assert.Empty(read.Faults);
        return read.Value!;
    }
}
