using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class ClaimDraftTests
{
    [Fact]
    public void A_line_holds_the_minutes_of_one_product_in_one_month_under_one_assignment()
    {
        var lines = Some.Draft(
            [Some.Delivery("2026-10-05", 50), Some.Delivery("2026-10-12", 55), Some.Delivery("2026-10-13", 60, "guidance-specialised"), Some.Delivery("2026-10-14", 30, "nursing")],
            [Some.Authorisation(number: "1"), Some.Authorisation(number: "2", code: "02A05")]);

        Assert.Equal([("1", 105, 11778L), ("2", 60, 9520L)], lines.Select(line => (line.Authorisation.Number, line.Minutes, line.Amount)));
    }

    [Fact] // TR387, TR388
    public void A_product_period_is_the_month_clipped_to_the_assignment()
    {
        var line = Assert.Single(Some.Draft([Some.Delivery("2026-10-12", 50)], [Some.Authorisation("2026-10-05", "2026-10-20")]));

        Assert.Equal(new Days(new(2026, 10, 5), new(2026, 10, 20)), line.Period);
    }

    [Fact]
    public void An_assignment_that_ends_within_the_month_and_the_next_one_make_two_lines()
    {
        var lines = Some.Draft([Some.Delivery("2026-10-05", 50), Some.Delivery("2026-10-25", 40)], [Some.Authorisation(number: "1", until: "2026-10-20"), Some.Authorisation("2026-10-21", number: "2")]);

        Assert.Equal([("1", 50), ("2", 40)], lines.Select(line => (line.Authorisation.Number, line.Minutes)));
    }

    [Fact]
    public void What_exceeds_the_cap_is_shown_and_not_claimed()
    {
        var fourHoursAWeek = new Volume(240, Unit.Minute, Frequency.Week);

        var line = Assert.Single(Some.Draft([Some.Delivery("2026-10-05", 1000), Some.Delivery("2026-10-06", 500)], [Some.Authorisation("2026-10-05", "2026-10-31", volume: fourHoursAWeek)]));

        Assert.Equal((960, 540), (line.Minutes, line.MinutesOverCap));
    }

    [Fact]
    public void The_cap_over_the_whole_assignment_counts_what_earlier_months_used()
    {
        var authorisation = Some.Authorisation("2026-09-01", "2026-10-31", volume: new(600, Unit.Minute, Frequency.WholePeriod));

        var line = Assert.Single(Some.Draft([Some.Delivery("2026-10-05", 300)], [authorisation], new ClaimedBefore(authorisation.Id, Some.Client, "02A03", new(2026, 9), 450)));

        Assert.Equal((150, 150), (line.Minutes, line.MinutesOverCap));
    }

    [Fact]
    public void Late_care_comes_along_unless_its_product_was_claimed_for_that_month()
    {
        var authorisation = Some.Authorisation();
        Delivery[] deliveries = [Some.Delivery("2026-09-05", 30), Some.Delivery("2026-10-05", 40)];

        Assert.Equal(["2026-09", "2026-10"], Some.Draft(deliveries, [authorisation]).Select(line => line.Month.ToString()));
        Assert.Equal(["2026-10"], Some.Draft(deliveries, [authorisation], new ClaimedBefore(authorisation.Id, Some.Client, "02A03", new(2026, 9), 10)).Select(line => line.Month.ToString()));
    }

    [Fact]
    public void Neither_the_order_of_deliveries_nor_that_of_authorisations_matters()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Delivery[] deliveries = [.. Enumerable.Range(0, 40).Select(_ => Some.Delivery($"2026-10-{random.Next(1, 32):00}", random.Next(1, 200), random.Next(2) == 0 ? "guidance" : "guidance-specialised"))];
            Authorisation[] authorisations =
            [
                Some.Authorisation(number: "1", until: "2026-10-15", volume: new(random.Next(50, 900), Unit.Minute, Frequency.Week)),
                Some.Authorisation("2026-10-16", number: "2", volume: new(random.Next(50, 900), Unit.Minute, Frequency.Month)),
                Some.Authorisation(number: "3", code: null),
            ];
            var lines = Print(Some.Draft(deliveries, authorisations));
            random.Shuffle(deliveries);
            random.Shuffle(authorisations);

            Assert.True(lines.SequenceEqual(Print(Some.Draft(deliveries, authorisations))), $"seed {seed}");
        }
    }

    [Fact]
    public void Every_covered_minute_is_on_one_line_claimed_or_over_its_cap()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Delivery[] deliveries = [.. Enumerable.Range(0, 30).Select(_ => Some.Delivery($"2026-10-{random.Next(1, 32):00}", random.Next(1, 200)))];

            var lines = Some.Draft(deliveries, [Some.Authorisation(volume: new(random.Next(1, 500), Unit.Minute, Frequency.Week))]);

            Assert.Equal(deliveries.Sum(delivery => delivery.Minutes), lines.Sum(line => line.Minutes + line.MinutesOverCap));
            Assert.Equal(deliveries.Select(delivery => delivery.VisitId).Order(), lines.SelectMany(line => line.Deliveries).Select(delivery => delivery.VisitId).Order());
        }
    }

    [Fact]
    public void The_sum_of_the_lines_is_the_total_and_rounding_never_moves_a_line_by_more_than_half_a_cent()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Delivery[] deliveries = [.. Enumerable.Range(0, 50).Select(_ => Some.Delivery($"2026-{random.Next(1, 11):00}-{random.Next(1, 29):00}", random.Next(1, 1440), random.Next(2) == 0 ? "guidance" : "guidance-specialised"))];

            var claim = Claim.Of(Some.Agreements.With(Some.Payer)!, new(2026, 10), "C000000001", Some.Draft(deliveries, [Some.Authorisation(number: "1"), Some.Authorisation(number: "2", code: "02A05")]), new(2026, 11, 1), DateTimeOffset.UnixEpoch);

            Assert.Equal(claim.Lines.Sum(line => line.AmountMinor), claim.TotalMinor);
            Assert.All(claim.Lines, line => Assert.InRange(line.AmountMinor - line.PerHour * 100 * line.Minutes / 60, -0.5m, 0.5m));
            Assert.Equal(claim.Lines.Count, claim.Lines.DistinctBy(line => line.Reference).Count());
        }
    }

    private static IEnumerable<string> Print(IEnumerable<DraftLine> lines) =>
        lines.Select(line => $"{line.Authorisation.Number} {line.Product.Code} {line.Period} {line.Minutes} {line.MinutesOverCap} {line.Amount}");
}
