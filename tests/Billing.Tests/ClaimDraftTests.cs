using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Rate = Buurtzorg.Billing.Agreements.Rate;

namespace Buurtzorg.Billing.Tests;

public sealed class ClaimDraftTests
{
    [Fact]
    public void A_line_holds_the_minutes_of_one_product_in_one_month_under_one_authorisation()
    {
        var lines = Some.Lines(
            [Some.Delivery("2026-10-05", 50), Some.Delivery("2026-10-12", 55), Some.Delivery("2026-10-13", 60, "guidance-specialised"), Some.Delivery("2026-10-14", 30, "nursing")],
            Some.Authorisation(number: "1"), Some.Authorisation(number: "2", code: "02A05"));

        Assert.Equal([("1", 105L, 11778L), ("2", 60L, 9520L)], lines.Select(line => (line.AuthorisationNumber!, line.Volume, line.AmountMinor)));
    }

    [Fact] // TR387, TR388
    public void A_product_period_is_the_month_clipped_to_the_authorisation()
    {
        var line = Assert.Single(Some.Lines([Some.Delivery("2026-10-12", 50)], Some.Authorisation("2026-10-05", "2026-10-20")));

        Assert.Equal(new Days(new(2026, 10, 5), new(2026, 10, 20)), line.Period);
    }

    [Fact]
    public void An_authorisation_that_ends_within_the_month_and_the_next_one_make_two_lines()
    {
        var lines = Some.Lines([Some.Delivery("2026-10-05", 50), Some.Delivery("2026-10-25", 40)], Some.Authorisation(number: "1", until: "2026-10-20"), Some.Authorisation("2026-10-21", number: "2"));

        Assert.Equal([("1", 50L), ("2", 40L)], lines.Select(line => (line.AuthorisationNumber!, line.Volume)));
    }

    [Fact]
    public void What_exceeds_the_cap_is_shown_and_not_claimed_and_keeps_the_month_open()
    {
        var draft = Some.Draft(Some.Agreements, [Some.Delivery("2026-10-05", 1000), Some.Delivery("2026-10-06", 500)], [Some.Authorisation("2026-10-05", "2026-10-31", volume: new(240, Unit.Minute, Frequency.Week))]);

        Assert.Equal((960L, 540L), (draft.Lines[0].Volume, draft.Lines[0].VolumeOverCap));
        Assert.Equal("2026-10", Assert.Single(draft.Unsettled).ToString());
    }

    [Fact]
    public void The_cap_over_the_whole_authorisation_counts_what_earlier_months_used()
    {
        var authorisation = Some.Authorisation("2026-09-01", "2026-10-31", volume: new(600, Unit.Minute, Frequency.WholePeriod));
        var september = Some.Delivery("2026-09-05", 450);
        var before = Some.Claimed(Some.Draft(Some.Agreements, [september], [authorisation]));

        var line = Assert.Single(Some.Draft(Some.Agreements, [september, Some.Delivery("2026-10-05", 300)], [authorisation], before).Lines);

        Assert.Equal((150L, 150L), (line.Volume, line.VolumeOverCap));
    }

    [Fact]
    public void Care_without_an_authorisation_is_shown_and_claimed_once_there_is_one()
    {
        var delivery = Some.Delivery("2026-10-05", 30);
        var without = Some.Draft(Some.Agreements, [delivery], []);

        Assert.Equal(Match.NoAuthorisation, Assert.Single(without.Visits).State);
        Assert.NotEmpty(without.Unsettled);
        Assert.Single(Some.Draft(Some.Agreements, [delivery], [Some.Authorisation()]).Lines);
    }

    [Fact]
    public void What_is_claimed_and_right_is_not_claimed_again()
    {
        Delivery[] deliveries = [Some.Delivery("2026-10-05", 30)];
        Authorisation[] authorisations = [Some.Authorisation()];
        var claimed = Some.Claimed(Some.Draft(Some.Agreements, deliveries, authorisations));

        var again = Some.Draft(Some.Agreements, deliveries, authorisations, claimed);

        Assert.Empty(again.Lines);
        Assert.Equal((VisitStanding.Claimed, claimed[0].Id), (again.Visits[0].State, again.Visits[0].LineId));
        Assert.Empty(again.Unsettled);
    }

    [Fact]
    public void Late_care_waits_for_the_answer_and_then_a_credit_and_a_new_debit_take_the_place_of_the_line()
    {
        Authorisation[] authorisations = [Some.Authorisation()];
        List<Delivery> deliveries = [Some.Delivery("2026-10-05", 30)];
        var lines = Some.Claimed(Some.Draft(Some.Agreements, deliveries, authorisations));
        deliveries.Add(Some.Delivery("2026-10-06", 20));

        var waiting = Some.Draft(Some.Agreements, deliveries, authorisations, lines);
        Assert.Empty(waiting.Lines);
        Assert.All(waiting.Visits, visit => Assert.Equal(VisitStanding.AwaitsAnswer, visit.State));
        Assert.NotEmpty(waiting.Unsettled);

        Some.Answer(lines, _ => true);
        var corrected = Some.Draft(Some.Agreements, deliveries, authorisations, lines);
        Assert.Equal([(Side.Credit, 30L, 3365L, lines[0].Id), (Side.Debit, 50L, 5608L, null)], corrected.Lines.Select(line => (line.Side, line.Volume, line.AmountMinor, line.CreditedLineId)));
        Assert.All(corrected.Visits, visit => Assert.Equal(VisitStanding.Corrected, visit.State));
        Assert.Empty(corrected.Unsettled);
    }

    [Fact]
    public void A_visit_that_did_not_take_place_is_taken_back_without_a_new_debit()
    {
        Authorisation[] authorisations = [Some.Authorisation()];
        var visit = Guid.CreateVersion7();
        var lines = Some.Claimed(Some.Draft(Some.Agreements, [Some.Delivery("2026-10-05", 30, visit: visit)], authorisations));
        Some.Answer(lines, _ => true);

        var line = Assert.Single(Some.Draft(Some.Agreements, [Some.Delivery("2026-10-05", 30, visit: visit, withdrawn: true)], authorisations, lines).Lines);

        Assert.Equal((Side.Credit, lines[0].Id, 3365L), (line.Side, line.CreditedLineId, line.AmountMinor));
    }

    [Theory]
    [InlineData(50, Side.Debit, 20, 2243)]
    [InlineData(10, Side.Credit, 20, 2243)]
    public void Where_lines_are_adjusted_one_line_has_the_difference(int minutes, Side side, long volume, long cents)
    {
        var agreements = Some.Corrected(Corrections.Adjustment, Some.Guidance);
        var visit = Guid.CreateVersion7();
        Authorisation[] authorisations = [Some.Authorisation()];
        var lines = Some.Claimed(Some.Draft(agreements, [Some.Delivery("2026-10-05", 30, visit: visit)], authorisations));
        Some.Answer(lines, _ => true);

        var line = Assert.Single(Some.Draft(agreements, [Some.Delivery("2026-10-05", minutes, visit: visit)], authorisations, lines).Lines);

        Assert.Equal((side, volume, cents, lines[0].Id, null), (line.Side, line.Volume, line.AmountMinor, line.AdjustedLineId, line.CreditedLineId));
    }

    [Fact]
    public void Where_a_payer_takes_no_corrections_the_difference_is_shown()
    {
        var agreements = Some.Corrected(Corrections.None, Some.Guidance);
        Authorisation[] authorisations = [Some.Authorisation()];
        List<Delivery> deliveries = [Some.Delivery("2026-10-05", 30)];
        var lines = Some.Claimed(Some.Draft(agreements, deliveries, authorisations));
        Some.Answer(lines, _ => true);
        deliveries.Add(Some.Delivery("2026-10-06", 20));

        var draft = Some.Draft(agreements, deliveries, authorisations, lines);

        Assert.Empty(draft.Lines);
        Assert.All(draft.Visits, visit => Assert.Equal(VisitStanding.NotCorrected, visit.State));
    }

    [Fact]
    public void A_rejected_line_holds_its_visits_until_it_is_resubmitted()
    {
        Authorisation[] authorisations = [Some.Authorisation()];
        List<Delivery> deliveries = [Some.Delivery("2026-10-05", 30)];
        var lines = Some.Claimed(Some.Draft(Some.Agreements, deliveries, authorisations));
        Some.Answer(lines, _ => false);

        var held = Some.Draft(Some.Agreements, deliveries, authorisations, lines);
        Assert.Empty(held.Lines);
        Assert.Equal((VisitStanding.Rejected, lines[0].Id), (held.Visits[0].State, held.Visits[0].LineId));
        Assert.Empty(held.Unsettled);
        deliveries.Add(Some.Delivery("2026-10-06", 20));
        Assert.Equal(20, Assert.Single(Some.Draft(Some.Agreements, deliveries, authorisations, lines).Lines).Volume);
        Assert.Equal(50, Assert.Single(Some.Draft(Some.Agreements, deliveries, authorisations).Lines).Volume); // resubmitted, so it no longer counts
    }

    [Fact]
    public void A_rejected_credit_holds_the_line_until_somebody_looked_at_it()
    {
        Authorisation[] authorisations = [Some.Authorisation()];
        List<Delivery> deliveries = [Some.Delivery("2026-10-05", 30)];
        var lines = Some.Claimed(Some.Draft(Some.Agreements, deliveries, authorisations));
        Some.Answer(lines, _ => true);
        deliveries.Add(Some.Delivery("2026-10-06", 20));
        lines.AddRange(Some.Claimed(Some.Draft(Some.Agreements, deliveries, authorisations, lines)));
        Some.Answer(lines, line => line.Side is Side.Debit);

        Assert.Empty(Some.Draft(Some.Agreements, deliveries, authorisations, lines).Lines);
        lines.RemoveAll(line => line.Side is Side.Credit);
        Assert.Equal([-3365L, -5608L, 5608L], Some.Draft(Some.Agreements, deliveries, authorisations, lines).Lines.Select(line => line.SignedMinor).Order().OrderBy(minor => Math.Abs(minor)));
    }

    [Fact]
    public void A_rate_that_was_agreed_afterwards_corrects_what_was_claimed_at_the_old_one()
    {
        Authorisation[] authorisations = [Some.Authorisation()];
        Delivery[] deliveries = [Some.Delivery("2026-10-05", 60)];
        var lines = Some.Claimed(Some.Draft(Some.Agreements, deliveries, authorisations));
        Some.Answer(lines, _ => true);
        var raised = Some.With(new AgreedProduct("guidance", "02", "02A03", [new Rate(new(2026, 1, 1), null, 70m)]));

        Assert.Equal([-6730, 7000], Some.Draft(raised, deliveries, authorisations, lines).Lines.Select(line => line.SignedMinor));
    }

    [Fact]
    public void An_authorisation_that_was_withdrawn_is_credited_and_the_care_goes_under_another()
    {
        var (one, other) = (Some.Authorisation(number: "1"), Some.Authorisation(number: "2", code: null));
        Delivery[] deliveries = [Some.Delivery("2026-10-05", 60)];
        var lines = Some.Claimed(Some.Draft(Some.Agreements, deliveries, [one, other]));
        Some.Answer(lines, _ => true);

        var draft = Some.Draft(Some.Agreements, deliveries, [other], lines);

        Assert.Equal([("1", Side.Credit), ("2", Side.Debit)], draft.Lines.Select(line => (line.AuthorisationNumber!, line.Side)));
    }

    [Fact]
    public void Only_the_lines_of_the_payer_are_drafted_and_the_months_of_the_others_stay_open()
    {
        Authorisation[] authorisations = [Some.Authorisation(), Some.Authorisation("2026-10-20", payer: "nl-wmo:9902", category: null, code: null, until: "2026-10-31")];
        authorisations[0] = Some.Authorisation(until: "2026-10-19");
        var draft = Some.Draft(Some.Agreements, [Some.Delivery("2026-10-05", 30), Some.Delivery("2026-10-25", 40)], authorisations);

        Assert.Equal(30, Assert.Single(draft.Lines).Volume);
        Assert.NotEmpty(draft.Unsettled);
    }
}
