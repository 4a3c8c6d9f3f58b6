using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class MatchingTests
{
    [Theory]
    [InlineData("2026-10-05", "covered")]
    [InlineData("2026-10-20", "covered")]
    [InlineData("2026-10-04", "no-authorisation")]
    [InlineData("2026-10-21", "no-authorisation")]
    public void An_authorisation_covers_both_its_first_and_its_last_day(string day, string state) =>
        Assert.Equal(state, Find(Some.Delivery(day, 30), Some.Authorisation("2026-10-05", "2026-10-20")).State);

    [Fact]
    public void Nursing_has_no_agreement_with_a_municipality() =>
        Assert.Equal(Match.NoAgreement, Find(Some.Delivery("2026-10-05", 30, "nursing"), Some.Authorisation()).State);

    [Fact]
    public void Another_product_of_the_same_category_is_not_covered() =>
        Assert.Equal(Match.NoAuthorisation, Find(Some.Delivery("2026-10-05", 30), Some.Authorisation(code: "02A05")).State);

    [Fact]
    public void A_category_or_a_budget_covers_every_product_that_was_agreed()
    {
        Assert.Equal(Match.Covered, Find(Some.Delivery("2026-10-05", 30), Some.Authorisation(code: null)).State);
        Assert.Equal(Match.Covered, Find(Some.Delivery("2026-10-05", 30), Some.Authorisation(category: null, code: null)).State);
    }

    [Fact]
    public void The_most_specific_authorisation_goes_first_whatever_arrived_first()
    {
        Authorisation[] known = [Some.Authorisation(number: "1", code: null), Some.Authorisation(number: "3"), Some.Authorisation(number: "2")];

        Assert.Equal("2", Find(Some.Delivery("2026-10-05", 30), known).Authorisation!.Number);
        Assert.Equal("2", Find(Some.Delivery("2026-10-05", 30), [.. known.Reverse()]).Authorisation!.Number);
    }

    [Fact]
    public void A_volume_in_another_unit_than_was_agreed_is_shown_and_not_claimed() =>
        Assert.Equal(Match.UnitDiffers, Find(Some.Delivery("2026-10-05", 30), Some.Authorisation(volume: new(4, Unit.PartOfDay, Frequency.Week))).State);

    [Fact]
    public void A_day_without_a_rate_is_shown_and_not_claimed() =>
        Assert.Equal(Match.NoRate, Assert.Single(Some.Draft(Some.Agreements, [Some.Delivery("2024-10-05", 30)], [Some.Authorisation("2024-01-01")]).Visits).State);

    private static Match Find(Delivery delivery, params Authorisation[] authorisations) => Matching.Find(delivery, authorisations, Some.Agreements);

    [Fact]
    public void What_was_claimed_stays_under_its_authorisation_as_long_as_that_covers_it()
    {
        Authorisation[] known = [Some.Authorisation(number: "1", code: null), Some.Authorisation(number: "2")];
        var under1 = Some.Claimed(Some.Draft(Some.Agreements, [Some.Delivery("2026-10-05", 30)], known[..1]))[0];

        Assert.Equal("1", Matching.Find(Some.Delivery("2026-10-05", 30), known, Some.Agreements, under1).Authorisation!.Number);
        Assert.Equal("2", Matching.Find(Some.Delivery("2026-10-05", 30), known[1..], Some.Agreements, under1).Authorisation!.Number);
    }

    [Fact]
    public void Where_two_insurers_would_pay_an_authorisation_must_say_which()
    {
        var product = new AgreedProduct("nursing", null, "1001", [new Agreements.Rate(new(2026, 1, 1), null, 88.35m)], NeedsAuthorisation: false);
        Agreement Insurer(string id) => new(id, id, "nl-zvw", "EUR", [product], []);
        var one = new AgreementBook("nl-agb:99990001", [Insurer("nl-uzovi:9991")]);
        var two = new AgreementBook("nl-agb:99990001", [Insurer("nl-uzovi:9991"), Insurer("nl-uzovi:9992")]);

        Assert.Equal("nl-uzovi:9991", Matching.Find(Some.Delivery("2026-10-05", 30, "nursing"), [], one).Agreement!.PayerId);
        Assert.Equal(Match.NoAuthorisation, Matching.Find(Some.Delivery("2026-10-05", 30, "nursing"), [], two).State);
        Assert.Equal("nl-uzovi:9992", Matching.Find(Some.Delivery("2026-10-05", 30, "nursing"), [Some.Authorisation(category: null, code: null, payer: "nl-uzovi:9992")], two).Agreement!.PayerId);
    }
}
