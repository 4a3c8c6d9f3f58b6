using System.Diagnostics;
using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>What comes from outside may be anything.</summary>
public sealed class HostileMessageTests
{
    // A few seconds on an idle machine; generous, for this is about what grows with the square.
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private static readonly string Order = Sample.Text("purchase-order");

    public static TheoryData<string, string?, string> Messages => new()
    {
        { "message-empty", null, "" },
        { "header-missing", null, "\r\n" },
        { "document-unknown", "line 2, column document", "PK\u0003\u0004,no\r\nCSV,at all\r\n" },
        { "document-unknown", "line 2, column document", Order.Replace("purchase-order,", "invoice,") },
        { "document-unknown", "line 2, column document", "<?xml version=\"1.0\"?>\r\n<a/>\r\n" },
        { "document-not-expected", "line 2, column document", Sample.Text("time-sheet") },
        { "last-line-unfinished", null, Order[..^3] },
        { "last-line-unfinished", null, Order[..^2] },
        { "lines-differ", "line 2, column lines", Order[..Order.IndexOf("PO-4711", StringComparison.Ordinal)] },
        { "lines-differ", "line 2, column lines", Order + Order[Order.IndexOf("PO-4711", StringComparison.Ordinal)..] },
        { "lines-missing", "line 2, column lines", Order[..Order.IndexOf("PO-4711", StringComparison.Ordinal)].Replace("GBP,1", "GBP,0") },
        { "column-missing", "line 3", Order[..Order.IndexOf("order,change", StringComparison.Ordinal)] },
        { "control-character", "line 4", Order.Replace("HC30", "HC\0") },
        { "control-character", "line 4", Order.Replace("HC30", "HC\t30") },
        { "control-character", "line 4", Order.Replace("HC30", "HC\u202830") },
        { "control-character", "line 2", Order.Replace("E08000035", "\uFEFFE08000035") },
        { "control-character", "line 4", Order.Replace("HC30,", "HC30\r,") },
        { "blank-line", "line 5", Order + "\r\n" },
        { "blank-line", "line 4", Order.Replace("\r\nPO-4711", "\r\n\r\nPO-4711") },
        { "quotes-misplaced", "line 4", Order.Replace("HC30", "\"HC30") },
        { "quotes-misplaced", "line 4", Order.Replace("HC30", "HC\"30") },
        { "quotes-misplaced", "line 4", Order.Replace("HC30", "\"HC\"30") },
        { "quotes-misplaced", "line 4", Order.Replace(",HC30,", ",\"HC\r\n30\",") },
        { "quotes-misplaced", "line 1", Order.Replace("document,", "\"document,") },
        { "wrong-number-of-values", "line 4", Order.Replace(",HC30", "") },
        { "wrong-number-of-values", "line 4", Order.Replace(",HC30", ",HC30,") },
        { "wrong-number-of-values", "line 2", Order.Replace("GBP,1", "GBP,1,") },
        { "wrong-number-of-values", "line 4", Order.Replace(",HC30", new string(',', 100_000)) },
        { "column-missing", "line 1, column version", Order.Replace(",", ";").Replace("document;", "document,").Replace("purchase-order;", "purchase-order,") },
        { "column-missing", "line 3, column client", Order.Replace(",client", "").Replace("," + Sample.Client, "") },
        { "column-missing", "line 1, column currency", Order.Replace(",currency", "").Replace(",GBP", "") },
        { "column-unknown", "line 3", Order.Replace("budget\r\n", "budget,note\r\n").Replace("week,", "week,,") },
        { "column-unknown", "line 3", Order.Replace("budget\r\n", "budget,budget\r\n").Replace("week,", "week,,") },
        { "column-unknown", "line 3", Order.Replace("order,change,", "Order,change,") },
        { "columns-out-of-order", "line 3", Order.Replace("order,change,", "change,order,") },
        { "value-missing", "line 4, column client", Order.Replace(Sample.Client, "") },
        { "value-missing", "line 2, column currency", Order.Replace("GBP", "") },
        { "value-invalid", "line 2, column version", Order.Replace("purchase-order,1,", "purchase-order,2,") },
        { "value-invalid", "line 2, column council", Order.Replace("E08000035", "E99000035") },
        { "value-invalid", "line 2, column lines", Order.Replace("GBP,1", "GBP,+1") },
        { "value-invalid", "line 4, column client", Order.Replace(Sample.Client, Sample.Client.ToUpperInvariant()) },
        { "value-invalid", "line 4, column client", Order.Replace(Sample.Client, new string('a', 1_000_000)) },
        { "value-invalid", "line 4, column order", Order.Replace("PO-4711", "PO-４７１１") },
        { "value-invalid", "line 4, column order", Order.Replace("PO-4711", "=PO") },
        { "value-invalid", "line 4, column change", Order.Replace(",new,", ",New,") },
        { "value-invalid", "line 4, column from", Order.Replace("2026-10-01", "01/10/2026") },
        { "value-invalid", "line 4, column from", Order.Replace("2026-10-01", "2026-02-30") },
        { "value-invalid", "line 4, column from", Order.Replace("2026-10-01", "2026-10-01Z") },
        { "value-invalid", "line 4, column decided_at", Order.Replace("14:05:00", "14:05:00+01:00") },
        { "value-invalid", "line 4, column quantity", Order.Replace(",180,", ",-1,") },
        { "value-invalid", "line 4, column quantity", Order.Replace(",180,", ",0180,") },
        { "value-invalid", "line 4, column quantity", Order.Replace(",180,", ",\"1,000\",") },
        { "value-invalid", "line 4, column quantity", Order.Replace(",180,", ",9999999999999,") },
        { "value-invalid", "line 4, column unit", Order.Replace(",minute,", ", minute,") },
        { "value-invalid", "line 4, column budget", Order.Replace("week,", "week,1.5") },
        { "value-invalid", "line 4, column budget", Order.Replace("week,", "week,-0.00") },
        { "value-invalid", "line 4, column budget", Order.Replace("week,", "week,1e3") },
        { "value-invalid", "line 4, column budget", Order.Replace("week,", "week,99999999999.00") },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_that_is_not_what_it_should_be_is_refused_with_its_place(string code, string? place, string message)
    {
        var read = Read(Encoding.UTF8.GetBytes(message));

        Assert.Null(read.Value);
        Assert.Contains(read.Faults, f => f.Code == code && (place is null || f.Place!.StartsWith(place)));
        Assert.DoesNotContain(read.Faults, f => f.ToString().Contains(Sample.Client, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    [InlineData("latin1")]
    public void Other_encodings_are_refused(string encoding)
    {
        var coding = Encoding.GetEncoding(encoding);

        Assert.Contains(Read([.. coding.Preamble, .. coding.GetBytes(Order.Replace("HC30", "café"))]).Faults, f => f.Code is "not-utf-8");
    }

    [Fact]
    public void A_text_that_a_spreadsheet_would_run_is_refused()
    {
        var advice = Sample.Text("remittance-advice").Replace("The agreed", "=HYPERLINK(1); the agreed");

        var faults = ReadAnswer.Read(new(Encoding.UTF8.GetBytes(advice), Sample.Sent()), Sample.World).Faults;

        Assert.Equal(("formula", "line 6, column text"), (Assert.Single(faults).Code, faults[0].Place));
        Assert.Empty(ReadAnswer.Read(new(Encoding.UTF8.GetBytes(advice.Replace("=HYP", "'=HYP")), Sample.Sent()), Sample.World).Faults);
    }

    [Fact]
    public void A_mark_short_line_ends_and_needless_quotes_do_no_harm()
    {
        var text = Order.Replace("\r\n", "\n").Replace("HC30", "\"HC30\"").Replace("order,change,", "\"order\",change,");

        Assert.Equal(180, Assert.Single(Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]).Value!.Assignments).Volume);
    }

    [Fact]
    public void Every_fault_of_form_is_named_with_its_line_and_column() => Assert.Equal(
    [
        ("value-invalid", "line 2, column issued_on"),
        ("value-missing", "line 2, column provider"),
        ("value-invalid", "line 4, column change"),
        ("value-missing", "line 4, column decided_at"),
        ("wrong-number-of-values", "line 5"),
    ], Read(Encoding.UTF8.GetBytes(Order.Replace("2026-09-28,", "28-09-2026,").Replace(Sample.Provider, "").Replace(",new,", ",old,").Replace("2026-09-28T14:05:00", "")
        .Replace("GBP,1", "GBP,2") + "PO-4712\r\n")).Faults.Select(f => (f.Code, f.Place!)));

    [Fact]
    public void Reading_stops_after_many_faults()
    {
        var faults = Read(Encoding.UTF8.GetBytes(Order + string.Concat(Enumerable.Repeat("\r\n", 100_000)))).Faults;

        Assert.Equal((201, "too-many-faults"), (faults.Count, faults[^1].Code));
    }

    [Fact]
    public void A_file_of_25_MB_is_read_within_bounds()
    {
        var message = Large(Sizes.MessageBytes);
        var clock = Stopwatch.StartNew();

        var read = Read(message).Value!;

        Assert.Empty(read.Faults);
        Assert.InRange(read.Assignments.Count, 200_000, 400_000);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void A_file_larger_than_25_MB_is_refused() =>
        Assert.Equal("message-too-large", Assert.Single(Read(new byte[Sizes.MessageBytes + 1]).Faults).Code);

    [Theory]
    [InlineData('"')]
    [InlineData(',')]
    [InlineData('\n')]
    [InlineData('\0')]
    [InlineData('=')]
    public void A_file_of_25_MB_of_one_sign_is_refused_within_bounds(char sign)
    {
        var clock = Stopwatch.StartNew();

        Assert.NotEmpty(Read([.. Encoding.UTF8.GetBytes(Order), .. Enumerable.Repeat((byte)sign, 20_000_000)]).Faults);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Bound);
    }

    /// <summary>The example with as many orders as fit, of exactly the size.</summary>
    internal static byte[] Large(int size)
    {
        var line = Order[Order.IndexOf("PO-4711", StringComparison.Ordinal)..];
        var count = (size - 500) / (line.Length + 2);
        var text = new StringBuilder(Order[..^line.Length].Replace("GBP,1", $"GBP,{count}"));
        for (var number = 0; number < count; number++)
            text.Append(line.Replace("PO-4711", $"PO-{number + 1:D6}"));
        while (text.Length < size) // filled up by a longer service in the last lines
        {
            var at = text.ToString(text.Length - 10_000, 10_000).IndexOf(",HC30,", StringComparison.Ordinal) + text.Length - 10_000;
            text.Insert(at + 5, new string('x', Math.Min(36, size - text.Length)));
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static OrFaults<AssignmentsRead> Read(byte[] content) => ReadAssignments.Read(new AssignmentsToRead(content, Sample.Received, "R000000001"), Sample.World);
}
