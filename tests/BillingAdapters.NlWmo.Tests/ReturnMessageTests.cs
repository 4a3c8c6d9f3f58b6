using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>IV028: how a return message is made up.</summary>
public sealed class ReturnMessageTests
{
    [Fact]
    public void An_accepted_message_gets_the_header_with_0200() =>
        Golden.Is("wmo302-accepted.xml", Return(Sample.Assignments()));

    [Fact]
    public void A_fault_within_the_message_gets_the_header_with_0001() =>
        Golden.Is("wmo302-refused.xml", Return(Sample.Assignments(m => m.Set("Bsn", "999900007"))));

    [Fact]
    public void A_fault_in_a_record_gets_the_whole_message_with_codes_per_record() =>
        Golden.Is("wmo302-per-record.xml", Return(Sample.Assignments(
            new(ObjectionCode.NumberUsedForAnother, "200302"), new(ObjectionCode.HasGrantedLines, "100200304"))));

    [Fact]
    public void A_date_after_the_day_of_receipt_gets_8848_in_the_header()
    {
        var read = ReadAssignments.Read(Sample.Assignments() with { ReceivedOn = new(2026, 9, 28) }).Value!;

        Assert.Equal(("dated-in-the-future", "8848"), (read.Faults.Single().Code, read.Faults.Single().PayerCode));
        Assert.Equal(["8848"], Codes(read.ReturnMessage!.Content));
    }

    [Fact]
    public void A_reference_that_the_payer_used_before_gets_9056_in_the_header()
    {
        var read = ReadAssignments.Read(Sample.Assignments(new Objection(ObjectionCode.ReferenceUsedBefore))).Value!;

        Assert.Empty(read.Assignments);
        Assert.Equal(["9056"], Codes(read.ReturnMessage!.Content));
    }

    [Fact]
    public void An_objection_to_an_assignment_that_is_not_there_is_refused()
    {
        var read = ReadAssignments.Read(Sample.Assignments(new Objection(ObjectionCode.HasGrantedLines, "5")));

        Assert.Equal("objection-unknown-assignment", Assert.Single(read.Faults).Code);
    }

    [Fact]
    public void Its_name_and_hash_go_with_it()
    {
        var document = ReadAssignments.Read(Sample.Assignments()).Value!.ReturnMessage!;

        Assert.Equal(("WMO302-R000000001.xml", "application/xml"), (document.Name, document.MediaType));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document.Content)), document.Sha256);
    }

    private static byte[] Return(AssignmentsToRead request) => ReadAssignments.Read(request).Value!.ReturnMessage!.Content;

    private static IEnumerable<string> Codes(byte[] message) =>
        XElement.Parse(System.Text.Encoding.UTF8.GetString(message)).Descendants().Where(e => e.Name.LocalName == "RetourCode").Select(e => e.Value);
}
