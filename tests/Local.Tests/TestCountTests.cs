using Buurtzorg.Local.Testing;

namespace Buurtzorg.Local.Tests;

public sealed class TestCountTests
{
    [Fact]
    public void A_report_is_read_and_reports_add_up()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("a.trx"),
            """
            <TestRun xmlns="urn:x"><ResultSummary><Counters total="9" executed="7" passed="6" failed="1" error="0" /></ResultSummary><Results>
            <UnitTestResult testName="It holds" outcome="Passed" />
            <UnitTestResult testName="It breaks" outcome="Failed"><Output><ErrorInfo><Message>One was expected.
            Two came.</Message></ErrorInfo></Output></UnitTestResult></Results></TestRun>
            """);

        var sum = TestCount.Read(folder.At("a.trx")) + new TestCount(4, 0, 1);

        Assert.Equal("10 passed, 1 failed, 3 skipped", sum.ToString());
        Assert.Equal(["It breaks: One was expected."], TestCount.Failures(folder.At("a.trx")));
    }
}
