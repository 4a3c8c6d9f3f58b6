using System.Diagnostics;
using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>What comes from outside may be anything.</summary>
public sealed class HostileMessageTests
{
    // A few seconds on an idle machine; generous, for this is about what grows with the square.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private const string Root = "<Bericht xmlns=\"http://www.istandaarden.nl/iwmo/3_2/wmo301/schema\">";

    public static TheoryData<string, string> Messages => new()
    {
        { "not-safe-xml", "" },
        { "not-safe-xml", "PK\u0003\u0004 no XML at all" },
        { "not-safe-xml", Sample.Text("wmo301.xml")[..2000] },
        { "not-safe-xml", Sample.Text("wmo301.xml") + "<more/>" },
        { "not-safe-xml", "<!DOCTYPE Bericht [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>" + Root + "&c;</Bericht>" },
        { "not-safe-xml", "<!DOCTYPE Bericht SYSTEM \"http://127.0.0.1:9/evil.dtd\">" + Root + "</Bericht>" },
        { "not-safe-xml", "<!DOCTYPE Bericht [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Root + "&x;</Bericht>" },
        { "not-safe-xml", Sample.Text("wmo301.xml").Replace("Zeegras", "&undefined;") },
        { "not-safe-xml", Sample.Text("wmo301.xml").Replace("Zeegras", "&#x1;") },
        { "not-utf-8", Sample.Text("wmo301.xml").Replace("UTF-8", "ISO-8859-1") },
        { "wrong-namespace", "<Bericht/>" },
        { "wrong-namespace", Sample.Text("wmo301.xml").Replace("wmo301/schema", "wmo315/schema") },
        { "wrong-namespace", Sample.Text("wmo301.xml").Replace("Bericht xmlns", "Brief xmlns").Replace("</Bericht>", "</Brief>") },
        { "version-not-supported", Sample.Text("wmo301.xml").Replace("iwmo/3_2/wmo301", "iwmo/3_1/wmo301") },
        { "version-not-supported", Sample.Text("wmo301.xml").Replace("<BerichtSubversie>2<", "<BerichtSubversie>1<") },
        { "wrong-message-code", Sample.Text("wmo301.xml").Replace(">414<", ">415<") },
        { "too-deep", Root + string.Concat(Enumerable.Repeat("<a>", 100_000)) },
        { "too-many-attributes", Root[..^1] + string.Concat(Enumerable.Range(0, 100_000).Select(i => $" a{i}=\"\"")) + "/>" },
        { "element-missing", Sample.Text("wmo301.xml").Replace("<Bsn>999900006</Bsn>", "") },
        { "element-missing", Root + "</Bericht>" },
        { "element-not-expected", Sample.Text("wmo301.xml").Replace("<Geslacht>2</Geslacht>", "<Geslacht>2</Geslacht><Geslacht>2</Geslacht>") },
        { "element-not-expected", Sample.Text("wmo301.xml").Replace("<iwmo:Achternaam>Zeegras</iwmo:Achternaam>", "<Achternaam>Zeegras</Achternaam>") },
        { "element-not-expected", Sample.Text("wmo301.xml").Replace(">Oostdam<", "><b>Oostdam</b><") },
        { "attribute-not-expected", Sample.Text("wmo301.xml").Replace("<Client>", "<Client id=\"1\">") },
        { "text-not-expected", Sample.Text("wmo301.xml").Replace("<Client>", "<Client>here") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace("999900006", "99990000６") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace("1941-05-17", "1941-05-17Z") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace("1941-05-17", "1941-02-30") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace("14:05:00", "14:05:00+01:00") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace(">180<", ">-1<") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace(">180<", ">99999999999999999999<") },
        { "value-invalid", Sample.Text("wmo301.xml").Replace(">180<", "><") },
        { "too-many-faults", Root + string.Concat(Enumerable.Repeat("<a/>", 100_000)) + "</Bericht>" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_that_is_not_what_it_should_be_is_refused(string code, string message)
    {
        var read = Read(Encoding.UTF8.GetBytes(message));

        Assert.Null(read.Value);
        Assert.Contains(read.Faults, f => f.Code == code);
        Assert.DoesNotContain(read.Faults, f => f.ToString().Contains(Sample.Client) || f.ToString().Contains("Zeegras"));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Returns_and_answers_to_requests_are_read_as_carefully(string code, string hostile)
    {
        var content = Encoding.UTF8.GetBytes(hostile.Replace("wmo301", "wmo306").Replace(">414<", ">419<"));

        Assert.NotEmpty(ReadReturn.Read(new(content, Notices.Sent(Notices.Start()))).Faults);
        Assert.NotEmpty(ReadRequestAnswer.Read(new(content, Sample.Received, "R000000001")).Faults);
        Assert.True(code is not ("not-safe-xml" or "not-utf-8" or "too-deep" or "too-many-attributes" or "too-many-faults")
            || ReadReturn.Read(new(content, Notices.Sent(Notices.Start()))).Faults.Any(f => f.Code == code), code);
    }

    [Fact]
    public void A_whole_message_of_25_MB_that_comes_back_is_read_within_bounds()
    {
        var text = Encoding.UTF8.GetString(Notices.Return("wmo305.xml", "0200", whole: true));
        var (start, end) = (text.IndexOf("<StartProduct>", StringComparison.Ordinal), text.IndexOf("</StartProducten>", StringComparison.Ordinal));
        var record = text[start..(text.IndexOf("</StartProduct>", StringComparison.Ordinal) + "</StartProduct>".Length)].Replace(">0200<", ">9019<");
        var message = text[..start] + string.Concat(Enumerable.Repeat(record, (Sizes.MessageBytes - text.Length) / record.Length)) + text[end..];
        var clock = Stopwatch.StartNew();

        var read = ReadReturn.Read(new(Encoding.UTF8.GetBytes(message), Notices.Sent(Notices.Start()))).Value!;

        Assert.Equal(ReturnOutcome.Rejected, read.Outcome);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("latin1")]
    public void Other_encodings_are_refused(string encoding) =>
        Assert.Equal("not-utf-8", Assert.Single(Read(Encoding.GetEncoding(encoding).GetBytes(Sample.Text("wmo301.xml"))).Faults).Code);

    [Fact]
    public void A_mark_comments_other_prefixes_and_a_schema_location_do_no_harm()
    {
        var text = Sample.Text("wmo301.xml").Replace("iwmo:", "x:").Replace("xmlns:iwmo", "xmlns:x")
            .Replace("<Client>", "<!-- a remark --><?go on?><Client xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\">")
            .Replace(">180<", "> 0180 <").Replace("Zeegras", "<![CDATA[Zee & gras]]>");

        Assert.Equal(180, Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]).Value!.Assignments[0].Volume);
    }

    [Fact]
    public void Every_fault_of_form_is_named_with_its_place()
    {
        var message = Sample.Text("wmo301.xml").Replace("2027-09-30", "30-09-2027").Replace(">900<", ">many<").Replace("<Geslacht>2</Geslacht>", "");

        Assert.Equal(
        [
            ("element-missing", "/Bericht/Client/Geslacht"),
            ("value-invalid", "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]/Einddatum"),
            ("value-invalid", "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[2]/Omvang/Volume"),
        ], Read(Encoding.UTF8.GetBytes(message)).Faults.Select(f => (f.Code, f.Place!)));
    }

    [Fact]
    public void A_file_of_25_MB_is_read_within_bounds()
    {
        var message = Large(Sizes.MessageBytes);
        var clock = Stopwatch.StartNew();

        var read = Read(message).Value!;

        Assert.Empty(read.Faults);
        Assert.InRange(read.Assignments.Count, 30_000, 100_000);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void A_file_of_25_MB_with_a_fault_in_every_product_is_read_within_bounds()
    {
        var message = Encoding.UTF8.GetString(Large(Sizes.MessageBytes)).Replace("<RedenWijziging>03<", "<RedenWijziging>01<");
        var clock = Stopwatch.StartNew();

        var read = Read(Encoding.UTF8.GetBytes(message)).Value!;

        Assert.InRange(read.Faults.Count, 30_000, 100_000);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void A_file_larger_than_25_MB_is_refused() =>
        Assert.Equal("message-too-large", Assert.Single(Read([.. Large(Sizes.MessageBytes), (byte)'\n']).Faults).Code);

    /// <summary>The sample with as many products as fit, filled up to exactly the size with space.</summary>
    internal static byte[] Large(int size)
    {
        var sample = Sample.Text("wmo301.xml");
        var start = sample.IndexOf("      <ToegewezenProduct>", StringComparison.Ordinal);
        var end = sample.IndexOf("    </ToegewezenProducten>", StringComparison.Ordinal);
        var text = new StringBuilder(sample[..start]);
        for (var number = 1; text.Length < size - 5000; number++)
            text.Append("<ToegewezenProduct><ToewijzingNummer>").Append(number).Append("</ToewijzingNummer><Product><iwmo:Categorie>02</iwmo:Categorie><iwmo:Code>")
                .Append(number).Append("</iwmo:Code></Product><Toewijzingsdatum>2026-09-28</Toewijzingsdatum><Toewijzingstijd>14:05:00</Toewijzingstijd><Ingangsdatum>2026-10-01</Ingangsdatum>")
                .Append("<Einddatum>2027-09-30</Einddatum><RedenWijziging>03</RedenWijziging><Omvang><iwmo:Volume>180</iwmo:Volume><iwmo:Eenheid>01</iwmo:Eenheid><iwmo:Frequentie>2</iwmo:Frequentie></Omvang>")
                .Append("</ToegewezenProduct>");
        text.Append(sample.AsSpan(end));
        return [.. Encoding.UTF8.GetBytes(text.ToString()), .. Enumerable.Repeat((byte)' ', size - Encoding.UTF8.GetByteCount(text.ToString()))];
    }

    private static Hosting.OrFaults<AssignmentsRead> Read(byte[] content) =>
        ReadAssignments.Read(new AssignmentsToRead(content, Sample.Received, "R000000001"));
}
