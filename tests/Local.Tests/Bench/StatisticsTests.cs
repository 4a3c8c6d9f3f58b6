using Buurtzorg.Local.Bench;

namespace Buurtzorg.Local.Tests.Bench;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void A_percentile_is_the_smallest_value_that_so_many_do_not_exceed(double percent, double expected) =>
        Assert.Equal(expected, Enumerable.Range(1, 100).Select(number => (double)number).Reverse().Percentile(percent));

    [Fact]
    public void The_median_of_five_is_the_third() => Assert.Equal(3, new double[] { 5, 1, 3, 2, 4 }.Median());
}
