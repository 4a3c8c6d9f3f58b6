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

    [Theory]
    [InlineData("wmo301", MessageKind.Assignment)]
    [InlineData("wmo302", MessageKind.Other)]
    [InlineData("wmo305", MessageKind.Other)]
    [InlineData("wmo306", MessageKind.Return)]
    [InlineData("wmo307", MessageKind.Other)]
    [InlineData("wmo308", MessageKind.Return)]
    [InlineData("wmo315", MessageKind.Other)]
    [InlineData("wmo316", MessageKind.Return)]
    [InlineData("wmo317", MessageKind.Other)]
    [InlineData("wmo318", MessageKind.Return)]
    [InlineData("wmo319", MessageKind.RequestAnswer)]
    [InlineData("wmo320", MessageKind.Other)]
    [InlineData("wmo323", MessageKind.Other)]
    [InlineData("wmo325", MessageKind.Answer)]
    public void Each_message_of_the_standard_is_of_a_kind_and_the_municipality_is_the_payer(string type, MessageKind kind)
    {
        var message = kind is MessageKind.Return ? Encoding.UTF8.GetString(Notices.Return("wmo305.xml")).Replace("wmo306", type)
            : kind is MessageKind.RequestAnswer ? Sample.Text("wmo319.xml")
            : Sample.Text("wmo323.xml").Replace("wmo323", type);

        var identity = Identify(message).Value!;

        Assert.Equal((kind, type.ToUpperInvariant(), "9901", "99990001"), (identity.Kind, identity.Type, identity.Payer.Value, identity.Recipient.Value));
    }

    [Fact]
    public void A_return_names_our_message_and_bears_a_reference_and_a_date_of_its_own() => Assert.Equal(
        new MessageIdentity(MessageKind.Return, "WMO306", "T0000000099", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 12, 3), null, "N000000001"),
        Identify(Encoding.UTF8.GetString(Notices.Return("wmo305.xml", whole: true))).Value);

    [Fact]
    public void An_answer_to_a_request_names_the_request() => Assert.Equal("vraag-0001", Identify(Sample.Text("wmo319.xml")).Value!.OurReference);

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
