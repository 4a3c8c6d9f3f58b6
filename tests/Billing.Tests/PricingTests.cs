using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;
using Rate = Buurtzorg.Billing.Agreements.Rate;

namespace Buurtzorg.Billing.Tests;

public sealed class PricingTests
{
    private static readonly DateOnly Begin = new(2025, 1, 1);

    [Theory] // TR346, IV081
    [InlineData(67.30, 60, 6730)]
    [InlineData(67.30, 50, 5608)] // 56.0833...
    [InlineData(67.30, 45, 5048)] // 50.475, half away from zero
    [InlineData(87.30, 1, 146)] // 1.455
    [InlineData(87.24, 1, 145)] // 1.454
    public void The_amount_is_the_hourly_rate_times_the_minutes_of_the_line_rounded_once(double perHour, int minutes, long cents) =>
        Assert.Equal(cents, Money.Of(new Price((decimal)perHour, Unit.Hour, null), Unit.Minute, minutes, []).Minor);

    [Theory]
    [InlineData(87.30, 146)]
    [InlineData(87.24, 145)]
    public void The_tariff_per_minute_is_shown_rounded_half_away_from_zero(double perHour, long cents) => Assert.Equal(cents, Money.ShownPerMinute((decimal)perHour));

    [Fact]
    public void The_shown_tariff_takes_no_part_in_the_amount() =>
        Assert.NotEqual(Money.ShownPerMinute(87.30m) * 380, Money.Of(new Price(87.30m, Unit.Hour, null), Unit.Minute, 380, []).Minor);

    [Theory] // IV079
    [InlineData(380, 6)]
    [InlineData(389, 6)]
    [InlineData(390, 7)]
    [InlineData(29, 1)]
    public void Hours_are_added_up_over_the_period_and_then_rounded_to_whole_ones_and_at_least_one(int minutes, long hours)
    {
        var product = new AgreedProduct("guidance", "02", "02A03", [new Rate(Begin, null, 67.30m)], Unit.Hour);

        var line = Assert.Single(Some.Draft(Some.With(product), Enumerable.Range(1, 4).Select(day => Some.Delivery($"2026-10-0{day}", minutes / 4 + (day == 1 ? minutes % 4 : 0))), [Some.Authorisation()]).Lines);

        Assert.Equal((hours, hours * 6730, Unit.Hour), (line.Volume, line.AmountMinor, line.Key.Unit));
    }

    [Theory] // 16 for 30 minutes, 20 for 45, 24 an hour
    [InlineData(20, 1600)]
    [InlineData(30, 1600)]
    [InlineData(35, 1800)]
    [InlineData(44, 2000)] // never more than the next length
    [InlineData(45, 2000)]
    [InlineData(50, 2200)] // 20 + 5 minutes at 24 an hour
    [InlineData(60, 2400)]
    [InlineData(90, 3600)]
    public void A_call_costs_by_its_length_and_by_the_hour_beyond_it(int minutes, long pence)
    {
        var council = Some.File("english.yaml", "peppol");
        var authorisation = Some.Authorisation("2026-04-01", category: null, code: "HC", payer: "gb-council:E10");

        var line = Assert.Single(Some.Draft(council, [Some.Delivery("2026-10-05", 99, "personal-care", planned: minutes)], [authorisation], payer: "gb-council:E10").Lines);

        Assert.Equal((pence, (long)minutes), (line.AmountMinor, line.Volume));
    }

    [Fact]
    public void Each_call_is_priced_by_its_own_length_and_their_sum_is_rounded_once()
    {
        var line = Assert.Single(Some.Draft(Some.File("english.yaml", "peppol"), [.. Enumerable.Range(1, 3).Select(day => Some.Delivery($"2026-10-0{day}", 50, "personal-care"))],
            [Some.Authorisation("2026-04-01", category: null, code: "HC", payer: "gb-council:E10")], payer: "gb-council:E10").Lines);

        Assert.Equal((6600, 150L), (line.AmountMinor, line.Volume));
    }

    [Theory]
    [InlineData("Visit", "HalfUp", 5, 0, 45)] // 15 + 15 + 15
    [InlineData("Day", "HalfUp", 5, 0, 40)] // 25 + 15
    [InlineData("Period", "HalfUp", 5, 0, 40)] // 39
    [InlineData("Visit", "Up", 10, 0, 60)]
    [InlineData("Visit", "Down", 10, 0, 30)]
    [InlineData("Visit", "HalfUp", 1, 30, 90)]
    [InlineData("Day", "HalfUp", 1, 30, 60)]
    public void Minutes_are_rounded_per_visit_day_or_period(string scope, string direction, int step, int minimum, long expected)
    {
        var product = new AgreedProduct("guidance", "02", "02A03", [new Rate(Begin, null, 60m)], Rounding: new Rounding(Enum.Parse<RoundingScope>(scope), Enum.Parse<RoundingDirection>(direction), step, minimum));

        var line = Assert.Single(Some.Draft(Some.With(product), [Some.Delivery("2026-10-05", 13), Some.Delivery("2026-10-05", 13), Some.Delivery("2026-10-06", 13)], [Some.Authorisation()]).Lines);

        Assert.Equal((expected, expected * 100), (line.Volume, line.AmountMinor));
    }

    [Theory]
    [InlineData("Visit", new[] { 6, 2 })]
    [InlineData("Day", new[] { 5, 2 })]
    [InlineData("Week", new[] { 3, 2 })] // the week of 26 October ends in November
    [InlineData("Period", new[] { 1, 1 })]
    [InlineData("Once", new[] { 1 })]
    public void Visits_become_pieces_as_the_agreement_counts_them(string counts, int[] pieces)
    {
        var product = new AgreedProduct("guidance", "02", "02A03", [new Rate(Begin, null, 150m, Unit.PieceOfOutput)], Unit.PieceOfOutput, Enum.Parse<Counts>(counts));
        string[] days = ["2026-10-05", "2026-10-05", "2026-10-07", "2026-10-13", "2026-10-20", "2026-10-29", "2026-11-01", "2026-11-03"];

        var lines = Some.Draft(Some.With(product), days.Select(day => Some.Delivery(day, 30)), [Some.Authorisation()]).Lines;

        Assert.Equal(pieces, lines.Select(line => (int)line.Volume));
        Assert.All(lines, line => Assert.Equal(line.Volume * 15000, line.AmountMinor));
    }

    [Fact]
    public void Granted_time_is_claimed_whatever_was_given_of_it()
    {
        const string payer = "se-orgnr:2120000001";
        var sixtyHours = Some.Authorisation(category: null, code: null, volume: new(60, Unit.Hour, Frequency.Month), payer: payer);
        var kommun = Some.File("swedish.yaml", "peppol");

        var line = Assert.Single(Some.Draft(kommun, [Some.Delivery("2026-10-05", 45, "personal-care"), Some.Delivery("2026-10-09", 45, "personal-care")], [sixtyHours], payer: payer).Lines);

        Assert.Equal((60L, 2934000L, Unit.Hour), (line.Volume, line.AmountMinor, line.Key.Unit));
        Assert.Equal(Match.NoVolume, Assert.Single(Some.Draft(kommun, [Some.Delivery("2026-10-05", 45, "personal-care")], [Some.Authorisation(category: null, code: null, payer: payer)], payer: payer).Visits).State);
    }

    [Theory]
    [InlineData("2026-10-05T19:30:00Z", 60, "HT 30, HTN 30")] // 22:00 in summer time
    [InlineData("2026-11-05T20:30:00Z", 60, "HT 30, HTN 30")] // 22:00 in winter time
    [InlineData("2026-10-24T23:30:00Z", 180, "HTN 180")] // the night in which the clock goes back has an hour more
    [InlineData("2026-10-25T04:30:00Z", 60, "HT 30, HTN 30")] // and ends at 6:00 all the same
    [InlineData("2027-03-28T03:30:00Z", 60, "HT 30, HTN 30")] // in which it goes forward
    [InlineData("2026-10-05T09:00:00Z", 60, "HT 60")]
    public void A_visit_that_crosses_the_border_of_a_band_is_split_by_the_minute(string startedAt, int minutes, string expected)
    {
        const string payer = "se-orgnr:2120000002";
        var authorisation = Some.Authorisation(category: null, code: null, payer: payer);

        var lines = Some.Draft(Some.File("swedish.yaml", "peppol"), [Some.Delivery(startedAt[..10], minutes, "personal-care", startedAt: startedAt)], [authorisation], payer: payer).Lines;

        Assert.Equal(expected, string.Join(", ", lines.OrderBy(line => line.Key.Code, StringComparer.Ordinal).Select(line => $"{line.Key.Code} {line.Volume}")));
    }

    [Fact]
    public void A_team_in_an_area_has_the_rate_of_the_area()
    {
        const string payer = "se-orgnr:2120000002";
        Delivery[] deliveries = [Some.Delivery("2026-10-05", 60, "personal-care"), Some.Delivery("2026-10-06", 60, "personal-care", team: new("01920000-0000-7000-8000-0000000000a1"))];

        var lines = Some.Draft(Some.File("swedish.yaml", "peppol"), deliveries, [Some.Authorisation(category: null, code: null, payer: payer)], payer: payer).Lines;

        Assert.Equal([48000, 52000], lines.Select(line => line.AmountMinor).Order());
    }

    [Fact]
    public void An_insurer_pays_without_an_authorisation_by_the_visit_rounded_to_five_minutes_at_the_rate_of_its_day()
    {
        var lines = Some.Draft(Some.File("insurer.yaml", "nl-zvw"), [Some.Delivery("2026-06-30", 22, "nursing"), Some.Delivery("2026-07-01", 23, "nursing")], [], payer: "nl-uzovi:9991").Lines;

        Assert.Equal([("2026-06", 20L, 2945L), ("2026-07", 25L, 3754L)], lines.Select(line => (line.Key.Month.ToString(), line.Volume, line.AmountMinor)));
        Assert.All(lines, line => Assert.Null(line.Key.AuthorisationId));
    }

    [Fact]
    public void A_rate_that_changes_within_a_month_makes_two_lines()
    {
        var product = new AgreedProduct("guidance", "02", "02A03", [new Rate(Begin, new(2026, 10, 14), 60m), new Rate(new(2026, 10, 15), null, 66m)]);

        var lines = Some.Draft(Some.With(product), [Some.Delivery("2026-10-14", 30), Some.Delivery("2026-10-15", 30)], [Some.Authorisation()]).Lines;

        Assert.Equal([3000, 3300], lines.Select(line => line.AmountMinor));
    }
}
