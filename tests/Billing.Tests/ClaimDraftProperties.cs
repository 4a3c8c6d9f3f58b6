using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;
using CsCheck;
using ClaimLine = Buurtzorg.Billing.Domain.ClaimLine;
using Rate = Buurtzorg.Billing.Agreements.Rate;

namespace Buurtzorg.Billing.Tests;

/// <summary>What holds for every agreement and all care, found out by trying very many.</summary>
public sealed class ClaimDraftProperties
{
    private static readonly DateOnly First = new(2026, 8, 1);

    /// <summary>An agreement, the authorisations, what happens to the care before each closing, and what the payer says.</summary>
    private sealed record Story(AgreedProduct Product, Corrections Corrections, Authorisation[] Authorisations, Delivery[][] Months, int Seed);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static readonly Gen<AgreedProduct> Products =
        from rates in Gen.OneOf(
            Gen.Int[1, 20000].Select(cents => new[] { new Rate(First.AddYears(-1), null, cents / 100m) }),
            Gen.Int[1, 20000].Select(cents => new[] { new Rate(First.AddYears(-1), new(2026, 9, 14), cents / 100m), new Rate(new(2026, 9, 15), null, (cents + 150) / 100m) }),
            Gen.Int[600, 4000].Select(cents => new[] { new Rate(First.AddYears(-1), null, cents / 100m, Lengths: [new(30, decimal.Round(cents / 150m, 2)), new(60, decimal.Round(cents / 100m, 2))]) }))
        from unit in AnyOf(Unit.Minute, Unit.Minute, Unit.Hour, Unit.PieceOfEffort)
        from counts in AnyOf(Counts.Visit, Counts.Day, Counts.Week, Counts.Period)
        from scope in AnyOf(RoundingScope.Visit, RoundingScope.Day, RoundingScope.Period)
        from direction in AnyOf(RoundingDirection.HalfUp, RoundingDirection.Up, RoundingDirection.Down)
        from step in AnyOf(1, 1, 5, 15)
        from cap in Gen.OneOf(Gen.Int[0, 0].Select(_ => (Cap?)null), Gen.Int[30, 900].Select(minutes => (Cap?)new Cap(CapPer.Week, minutes, null)), Gen.Int[60, 3000].Select(minutes => (Cap?)new Cap(CapPer.Period, minutes, null)), Gen.Int[100, 90000].Select(cents => (Cap?)new Cap(CapPer.Authorisation, null, cents)))
        let counted = unit is Unit.PieceOfEffort
        select new AgreedProduct("guidance", "02", "02A03",
            [.. rates.Select(rate => counted ? new Rate(rate.From, rate.Until, rate.Amount, unit) : unit is Unit.Hour ? new Rate(rate.From, rate.Until, rate.Amount) : rate)],
            unit, counted ? counts : null, Basis.Performed, counted || unit is Unit.Hour ? null : new Rounding(scope, direction, step, 0), cap is null ? [] : [cap]);

    private static Gen<Authorisation> Authorised(AgreedProduct product, int number) =>
        from first in Gen.Int[-40, 40]
        from length in Gen.Int[10, 120]
        from volume in Gen.Int[0, 1500]
        from per in AnyOf(Frequency.Week, Frequency.Month, Frequency.WholePeriod)
        from budget in Gen.Int[0, 100000]
        from kind in Gen.Int[0, 3]
        select Some.Authorisation(
            $"{First.AddDays(first):yyyy-MM-dd}", length > 100 ? null : $"{First.AddDays(first + length):yyyy-MM-dd}", $"{number}", "02", kind == 0 ? null : "02A03",
            kind == 1 ? new Volume(volume / AgreedProduct.MinutesOf(product.Unit), product.Unit, per) : kind == 2 ? new Volume(volume * 10, Unit.MinorCurrencyUnit, per) : null, budget: kind == 3 ? budget : null);

    private static readonly Gen<Delivery> Deliveries =
        from visit in Gen.Int[1, 40]
        from day in Gen.Int[0, 91]
        from minutes in Gen.Int[1, 240]
        from withdrawn in Gen.Int[0, 5]
        select Some.Delivery($"{First.AddDays(day):yyyy-MM-dd}", minutes, visit: new Guid(visit, 0, 0, new byte[8]), withdrawn: withdrawn == 0);

    private static readonly Gen<Story> Stories =
        from product in Products
        from corrections in AnyOf(Corrections.CreditAndDebit, Corrections.Adjustment)
        from one in Authorised(product, 1)
        from two in Authorised(product, 2)
        from months in Deliveries.Array[0, 25].Array[1, 4]
        from seed in Gen.Int[0, 1_000_000]
        select new Story(product, corrections, [one, two], months, seed);

    [Fact]
    public void The_order_of_everything_that_is_known_does_not_matter() => Stories.Sample(story =>
    {
        var random = new Random(story.Seed);
        var (agreements, care, lines) = Play(story, _ => random.Next(4) > 0);
        var before = Some.Print(Some.Draft(agreements, care, story.Authorisations, lines));
        var (shuffled, authorisations, deliveries) = (lines.ToArray(), story.Authorisations.ToArray(), care.ToArray());
        random.Shuffle(shuffled);
        random.Shuffle(authorisations);
        random.Shuffle(deliveries);

        Assert.Equal(before, Some.Print(Some.Draft(agreements, deliveries, authorisations, shuffled)));
    });

    [Fact]
    public void No_cap_is_ever_exceeded_by_what_stands() => Stories.Sample(story =>
    {
        var (agreements, _, lines) = Play(story, _ => true);
        var standing = Standing(lines);

        foreach (var authorisation in story.Authorisations)
        {
            var ours = standing.Where(line => line.Key.AuthorisationId == authorisation.Id).ToList();
            if (authorisation.BudgetMinor is { } budget) Assert.InRange(ours.Sum(line => line.Minor), 0, budget);
            if (authorisation.Volume is not { } volume) continue;
            long Of((LineKey Key, long Volume, long Minor) line) => volume.Unit is Unit.MinorCurrencyUnit ? line.Minor : line.Volume * AgreedProduct.MinutesOf(line.Key.Unit);
            var size = AgreedProduct.MinutesOf(volume.Unit);
            foreach (var month in ours.GroupBy(line => line.Key.Month))
                Assert.InRange(month.Sum(Of), 0, Caps.OfPeriod(volume, story.Product.Authorised, authorisation.Days, month.Key) * size);
            if (Caps.OfAuthorisation(volume, authorisation.From, authorisation.Until) is { } whole) Assert.InRange(ours.Sum(Of), 0, whole * size);
        }
        foreach (var cap in story.Product.Caps)
            foreach (var group in standing.GroupBy(line => cap.Per is CapPer.Authorisation ? $"{line.Key.AuthorisationId}" : $"{line.Key.Month}"))
            {
                if (cap.AmountMinor is { } money) Assert.InRange(group.Sum(line => line.Minor), 0, money);
                if (cap.Volume is { } minutes && cap.Per is CapPer.Period) Assert.InRange(group.Sum(line => line.Volume * AgreedProduct.MinutesOf(line.Key.Unit)), 0, minutes);
            }
    });

    [Fact]
    public void Rounding_makes_no_money_and_every_amount_follows_from_its_volume() => Stories.Sample(story =>
    {
        var (_, _, lines) = Play(story, _ => true);

        Assert.All(lines.Where(line => line is { AdjustedLineId: null, RateLengths: null }), line =>
            Assert.InRange(line.AmountMinor - Money.Exact(line.Price, line.Unit, line.Volume) * 100, -0.5m, 0.5m));
        Assert.All(lines.Where(line => line.IsDebit && line.RateLengths is not null), line =>
            Assert.Equal(line.AmountMinor, Money.Minor(line.VisitMinutes.Aggregate((Paid: 0L, Sum: 0m), (sofar, minutes) =>
                sofar.Paid + minutes <= line.Volume ? (sofar.Paid + minutes, sofar.Sum + Money.OfVisit(line.Price, line.Price.Table, minutes)) : (long.MaxValue / 2, sofar.Sum)).Sum)));
    });

    [Fact]
    public void Priced_twice_the_same_care_claims_nothing_the_second_time() => Stories.Sample(story =>
    {
        var random = new Random(story.Seed);
        var (agreements, care, lines) = Play(story, _ => random.Next(4) > 0);
        lines.AddRange(Some.Claimed(Some.Draft(agreements, care, story.Authorisations, lines)));

        Assert.Empty(Some.Draft(agreements, care, story.Authorisations, lines).Lines);
    });

    [Fact]
    public void Corrections_converge_to_the_price_of_the_care_as_it_is_now() => Stories.Sample(story =>
    {
        var random = new Random(story.Seed);
        var (agreements, care, lines) = Play(story, _ => random.Next(4) > 0);
        for (var round = 0; round < 4; round++)
        {
            lines.RemoveAll(line => line.State is LineState.Rejected); // all are resubmitted
            lines.AddRange(Some.Claimed(Some.Draft(agreements, care, story.Authorisations, lines)));
            Some.Answer(lines, _ => true);
        }
        Assert.Empty(Some.Draft(agreements, care, story.Authorisations, lines).Lines);

        // Which authorisation a visit is under may depend on what was claimed; apart from that only the care matters.
        if (story.Authorisations.Count(authorisation => care.Any(delivery => authorisation.Covers(delivery.DeliveredOn))) > 1) return;
        var afresh = Some.Draft(agreements, care, story.Authorisations).Lines.ToDictionary(line => line.Key, line => line.AmountMinor);
        Assert.Equal(afresh.OrderBy(line => line.Key.GetHashCode()), Standing(lines).Where(line => line.Minor != 0).ToDictionary(line => line.Key, line => line.Minor).OrderBy(line => line.Key.GetHashCode()));
    });

    // The care changes, is claimed, and is answered, month after month.
    private static (AgreementBook, List<Delivery>, List<ClaimLine>) Play(Story story, Func<ClaimLine, bool> grants)
    {
        var agreements = Some.Corrected(story.Corrections, story.Product);
        var (care, lines) = (new Dictionary<Guid, Delivery>(), new List<ClaimLine>());
        foreach (var month in story.Months)
        {
            foreach (var delivery in month) care[delivery.VisitId] = delivery;
            lines.AddRange(Some.Claimed(Some.Draft(agreements, care.Values, story.Authorisations, lines)));
            Some.Answer(lines, grants);
        }
        return (agreements, [.. care.Values], lines);
    }

    private static List<(LineKey Key, long Volume, long Minor)> Standing(IEnumerable<ClaimLine> lines) =>
        [.. lines.Where(line => line.State is LineState.Claimed or LineState.Granted or LineState.Credited).GroupBy(line => line.Key).Select(key => (key.Key, key.Sum(line => line.Sign * line.Volume), key.Sum(line => line.Sign * line.AmountMinor)))];
}
