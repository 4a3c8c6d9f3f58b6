using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class IdentifyMessageTests
{
    [Fact]
    public void An_assignment_is_told_from_its_header() => Assert.Equal(
        new MessageIdentity(MessageKind.Assignment, "WMO301", "T0000000042", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 9, 29)),
        Identify(Sample.Text("wmo301.xml")).Value);

    [Fact]
    public void An_answer_names_its_claim() => Assert.Equal(
        new MessageIdentity(MessageKind.Answer, "WMO325", "A0000000007", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 11, 9), "C202610A01"),
        Identify(Sample.Text("wmo325-partly.xml")).Value);

    [Fact]
    public void Another_message_of_the_standard_is_other_and_the_municipality_is_still_the_payer()
    {
        var identity = Identify(Sample.Text("wmo323.xml").Replace("wmo323", "wmo306")).Value!;

        Assert.Equal((MessageKind.Other, "WMO306", "9901", "99990001"), (identity.Kind, identity.Type, identity.Payer.Value, identity.Recipient.Value));
    }

    [Theory]
    [InlineData("iwmo/3_2", "iwmo/3_1", "version-not-supported")]
    [InlineData("www.istandaarden.nl", "example.org", "wrong-namespace")]
    [InlineData("<Afzender>9901<", "<Afzender>99<", "value-invalid")]
    [InlineData("<Ontvanger>99990001</Ontvanger>", "", "element-missing")]
    [InlineData("</Client>", "", "not-safe-xml")]
    public void What_is_no_message_of_the_standard_is_refused(string what, string by, string code) =>
        Assert.Contains(Identify(Sample.Text("wmo301.xml").Replace(what, by)).Faults, f => f.Code == code);

    private static Hosting.OrFaults<MessageIdentity> Identify(string message) => IdentifyMessage.Identify(new(Encoding.UTF8.GetBytes(message)));
}
