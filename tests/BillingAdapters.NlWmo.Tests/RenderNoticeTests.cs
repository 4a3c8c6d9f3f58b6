using System.Text;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class RenderNoticeTests
{
    [Fact]
    public void A_start_becomes_a_WMO305()
    {
        var document = Assert.Single(RenderNotice.Render(Notices.Start()).Value!.Documents);

        Assert.Equal("WMO305-N000000001.xml", document.Name);
        Golden.Is("wmo305.xml", document.Content);
    }

    [Fact]
    public void A_stop_becomes_a_WMO307() =>
        Golden.Is("wmo307.xml", Assert.Single(RenderNotice.Render(Notices.Stop()).Value!.Documents).Content);

    [Theory]
    [InlineData(StopReason.Completed, "19")]
    [InlineData(StopReason.Died, "02")]
    [InlineData(StopReason.Moved, "31")]
    [InlineData(StopReason.Paused, "20")]
    [InlineData(StopReason.EndedByClient, "21")]
    [InlineData(StopReason.EndedByProvider, "22")]
    [InlineData(StopReason.EndedInAgreement, "23")]
    [InlineData(StopReason.OtherCare, "37")]
    [InlineData(StopReason.OtherPayer, "39")]
    public void Every_reason_but_another_has_its_code(StopReason reason, string code) =>
        Assert.Equal(code, Xml(RenderNotice.Render(Notices.Stop().With(i => i with { Reason = reason }))).Find("RedenBeeindiging").Value);

    [Theory]
    [InlineData(Sex.Unknown, "0")]
    [InlineData(Sex.Male, "1")]
    [InlineData(Sex.Female, "2")]
    public void Every_sex_has_its_code(Sex sex, string code) =>
        Assert.Equal(code, Xml(RenderNotice.Render(Notices.Start().Of(p => p with { Sex = sex }))).Find("Geslacht").Value);

    [Fact]
    public void Initials_may_be_missing_and_lose_their_dots_and_what_is_more_than_six()
    {
        Assert.DoesNotContain(Xml(RenderNotice.Render(Notices.Start().Of(p => p with { Initials = null }))).Descendants(), e => e.Name.LocalName == "Voorletters");
        Assert.Equal("ABCDEF", Xml(RenderNotice.Render(Notices.Start().Of(p => p with { Initials = "A.B. C.-D.E.F.G." }))).Find("Voorletters").Value);
    }

    [Theory]
    [InlineData("/Bericht/Client/Naam")]
    [InlineData("/Bericht/Client/Geboortedatum")]
    [InlineData("/Bericht/Client/Geslacht")]
    public void A_fact_that_is_missing_is_named(string place)
    {
        var faults = RenderNotice.Render(Notices.Start().Of(_ => new())).Faults;

        Assert.Contains(faults, f => f.Code == "element-missing" && f.Place == place);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var notice = Notices.Stop().With(i => i with { StoppedOn = null, Assignment = i.Assignment with { Product = new("03") } }) with { Reference = "N-1" };

        Assert.Equal(["message-reference-invalid", "product-differs", "element-missing"], RenderNotice.Render(notice).Faults.Select(f => f.Code));
    }

    private static XElement Xml(Hosting.OrFaults<DocumentsRendered> rendered) => XElement.Parse(Encoding.UTF8.GetString(rendered.Value!.Documents[0].Content));
}
