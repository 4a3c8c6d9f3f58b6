using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>IV028, as a provider receives it.</summary>
public sealed class ReadReturnTests
{
    public static TheoryData<string, string> Sent => new()
    {
        { "wmo305.xml", "WMO306" }, { "wmo307.xml", "WMO308" }, { "wmo315.xml", "WMO316" }, { "wmo317.xml", "WMO318" },
    };

    [Theory]
    [MemberData(nameof(Sent))]
    public void A_header_without_codes_accepts(string file, string type)
    {
        var read = Read(file, Notices.Return(file));

        Assert.Equal((ReturnOutcome.Accepted, 0, 0, 0), (read.Outcome, read.Codes.Count, read.Items.Count, read.Faults.Count));
        Assert.Equal(
            new MessageIdentity(MessageKind.Return, type, "T0000000099", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 12, 3), null, About(file).Reference),
            read.Message);
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void A_header_that_says_that_there_is_no_remark_accepts_too(string file, string type)
    {
        var read = Read(file, Notices.Return(file, "0200"));

        Assert.Equal((ReturnOutcome.Accepted, type), (read.Outcome, read.Message.Type));
    }

    [Theory]
    [MemberData(nameof(Sent))]
    public void A_header_with_a_code_rejects_the_whole(string file, string type)
    {
        var read = Read(file, Notices.Return(file, "0001"));

        Assert.Equal((ReturnOutcome.Rejected, type, "0001"), (read.Outcome, read.Message.Type, Assert.Single(read.Codes).Code));
        Assert.Empty(read.Items);
    }

    [Fact]
    public void A_code_of_a_start_stands_with_its_assignment_as_it_was_sent()
    {
        var read = Read("wmo305.xml", Notices.Return("wmo305.xml", "0200", whole: true, m => Notices.Codes(m.Find("StartProduct", 1), "9063")));

        Assert.Equal(ReturnOutcome.Rejected, read.Outcome);
        Assert.Empty(read.Codes);
        var item = Assert.Single(read.Items);
        Assert.Equal(("000200302", "9063"), (item.AssignmentNumber, Assert.Single(item.Codes).Code));
    }

    [Fact]
    public void A_code_of_a_stop_stands_with_its_assignment()
    {
        var read = Read("wmo307.xml", Notices.Return("wmo307.xml", "0200", whole: true, m => Notices.Codes(m.Find("StopProduct"), "9069", "9414")));

        Assert.Equal(["9069", "9414"], Assert.Single(read.Items).Codes.Select(c => c.Code));
    }

    [Fact]
    public void A_code_of_what_has_no_assignment_yet_stands_with_the_message()
    {
        var read = Read("wmo315.xml", Notices.Return("wmo315.xml", "0200", whole: true, m => Notices.Codes(m.Find("AangevraagdProduct"), "9347")));

        Assert.Equal((ReturnOutcome.Rejected, "9347"), (read.Outcome, Assert.Single(read.Codes).Code));
    }

    [Fact]
    public void A_change_is_rejected_per_record()
    {
        var read = Read("wmo317.xml", Notices.Return("wmo317.xml", "0200", whole: true, m =>
        {
            Notices.Codes(m.Find("Verzoek"), "9374");
            Notices.Codes(m.Find("OngewijzigdProduct"), "9350");
            Notices.Codes(m.Find("NieuwProduct"), "9361");
        }));

        Assert.Equal(["9374", "9361"], read.Codes.Select(c => c.Code));
        Assert.Equal(("100200304", "9350"), (read.Items.Single().AssignmentNumber, read.Items.Single().Codes.Single().Code));
    }

    [Fact]
    public void A_return_with_a_fault_decides_nothing()
    {
        var read = Read("wmo305.xml", Notices.Return("wmo305.xml", "0001", change: m => m.Set("Identificatie", "N000000009")));

        Assert.Equal(ReturnOutcome.Undecided, read.Outcome);
        Assert.Equal("returns-another-message", Assert.Single(read.Faults).Code);
        Assert.Empty(read.Codes);
    }

    [Theory]
    [InlineData("9019")]
    [InlineData("9063")]
    [InlineData("9069")]
    [InlineData("9071")]
    [InlineData("9074")]
    [InlineData("9326")]
    [InlineData("9347")]
    [InlineData("9349")]
    [InlineData("9350")]
    [InlineData("9351")]
    [InlineData("9357")]
    [InlineData("9361")]
    [InlineData("9373")]
    [InlineData("9374")]
    [InlineData("9375")]
    [InlineData("9411")]
    [InlineData("9412")]
    [InlineData("9413")]
    [InlineData("9414")]
    [InlineData("9415")]
    public void A_code_of_the_standard_comes_with_a_reason_and_what_can_be_done(string code)
    {
        var explained = Read("wmo305.xml", Notices.Return("wmo305.xml", code)).Codes.Single();

        Assert.DoesNotContain("not known here", explained.Reason);
        Assert.NotEmpty(explained.Remedy);
    }

    [Fact]
    public void An_answer_to_a_claim_is_no_return() =>
        Assert.Equal("wrong-namespace", Assert.Single(ReadReturn.Read(new(Sample.Bytes("wmo325-partly.xml"), About("wmo305.xml"))).Faults).Code);

    public static SentMessage About(string file) => file switch
    {
        "wmo305.xml" => Notices.Sent(Notices.Start()),
        "wmo307.xml" => Notices.Sent(Notices.Stop()),
        "wmo315.xml" => Notices.Sent(Notices.Request()),
        _ => Notices.Sent(Notices.Change()),
    };

    private static ReturnRead Read(string file, byte[] content)
    {
        var read = ReadReturn.Read(new(content, About(file)));
        Assert.Empty(read.Faults);
        return read.Value!;
    }
}
