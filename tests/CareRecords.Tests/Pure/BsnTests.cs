using Buurtzorg.CareRecords.Domain.Clients;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class BsnTests
{
    [Theory]
    [InlineData("999900006", true)]
    [InlineData("999999990", true)]
    [InlineData("999900007", false)]
    [InlineData("000000000", false)]
    [InlineData("99990000", false)]
    [InlineData("9999000060", false)]
    [InlineData("99990000a", false)]
    [InlineData("٩٩٩٩٠٠٠٠٦", false)]
    [InlineData("", false)]
    public void A_number_passes_the_eleven_test_or_not(string bsn, bool passes) => Assert.Equal(passes, BsnAttribute.Passes(bsn));
}
