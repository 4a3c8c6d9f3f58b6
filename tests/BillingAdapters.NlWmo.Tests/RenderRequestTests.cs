using System.Text;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class RenderRequestTests
{
    [Fact]
    public void A_request_for_new_care_becomes_a_WMO315() =>
        Golden.Is("wmo315.xml", Assert.Single(RenderRequest.Render(Notices.Request()).Value!.Documents).Content);

    [Fact]
    public void A_request_for_a_change_becomes_a_WMO317_without_the_person() =>
        Golden.Is("wmo317.xml", Assert.Single(RenderRequest.Render(Notices.Change()).Value!.Documents).Content);

    [Theory]
    [InlineData(Referrer.Payer, "01")]
    [InlineData(Referrer.GeneralPractitioner, "02")]
    [InlineData(Referrer.YouthDoctor, "03")]
    [InlineData(Referrer.YouthProtection, "04")]
    [InlineData(Referrer.Specialist, "05")]
    [InlineData(Referrer.Self, "06")]
    [InlineData(Referrer.Court, "08")]
    public void Every_referrer_has_its_code(Referrer referrer, string code) =>
        Assert.Equal(code, Xml(Notices.Request() with { Referrer = referrer }).Find("Type").Value);

    [Theory]
    [InlineData(Unit.Minute, "01")]
    [InlineData(Unit.Hour, "04")]
    [InlineData(Unit.DayAndNight, "14")]
    [InlineData(Unit.PartOfDay, "16")]
    [InlineData(Unit.PieceOfOutput, "82")]
    [InlineData(Unit.MinorCurrencyUnit, "83")]
    [InlineData(Unit.PieceOfEffort, "84")]
    public void Every_unit_has_its_code(Unit unit, string code) =>
        Assert.Equal(code, Xml(Notices.Request().With(p => p with { Unit = unit })).Find("Eenheid").Value);

    [Theory]
    [InlineData("/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/Verwijzer")]
    [InlineData("/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/ToewijzingIngangsdatum")]
    [InlineData("/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]/Omvang/Frequentie")]
    public void What_is_missing_is_named(string place)
    {
        var faults = RenderRequest.Render(Notices.Request().With(p => p with { From = null, Frequency = null }) with { Referrer = null, ReferrerName = null }).Faults;

        Assert.Contains(faults, f => f.Code == "element-missing" && f.Place == place);
    }

    [Fact]
    public void A_request_without_products_is_refused() =>
        Assert.Contains(RenderRequest.Render(Notices.Request() with { Products = [] }).Faults, f => f.Code == "element-missing");

    private static XElement Xml(RequestToRender request) => XElement.Parse(Encoding.UTF8.GetString(RenderRequest.Render(request).Value!.Documents[0].Content));
}
