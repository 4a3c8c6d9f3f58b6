using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>What a payer allows: so much of a unit per stretch of time.</summary>
internal sealed record Volume(long Amount, Unit Unit, Frequency Per);

/// <summary>How much of an authorised volume may be claimed; how weeks count is data of the agreement.</summary>
internal static class Caps
{
    /// <summary>The cap of a product period: a broken month counts whole (IV078), a week as the agreement says (IV076, IV077).</summary>
    public static long OfPeriod(Volume volume, AuthorisedWeeks weeks, Days authorised, Month month)
    {
        var period = authorised.Within(month);
        return volume.Per is not Frequency.Week ? OfWhole(volume, period)
            : volume.Amount * Math.Max(weeks.AtLeast, weeks.Weeks is WeekRule.Sundays ? WeeksEndingIn(authorised, month) : period.WeeksTouched);
    }

    /// <summary>The cap over the whole authorisation; none while it has no last day.</summary>
    public static long? OfAuthorisation(Volume volume, DateOnly from, DateOnly? until) => until switch
    {
        _ when volume.Per is Frequency.WholePeriod => volume.Amount,
        { } last => OfWhole(volume, new Days(from, last)),
        null => null,
    };

    /// <summary>The month to which a calendar week belongs: that of its Sunday; a last week that is broken off goes with the week before it.</summary>
    public static Month MonthOfWeek(DateOnly day, Days authorised)
    {
        var sunday = Days.Monday(day).AddDays(6);
        if (sunday > authorised.Until) sunday = sunday.AddDays(-7);
        return Month.Of(sunday < authorised.From ? authorised.Until : sunday);
    }

    private static int WeeksEndingIn(Days authorised, Month month)
    {
        var (first, last) = (month.First.AddDays(-7), month.Last.AddDays(7)); // a week that is broken off may go with the month before it
        var (from, until) = (authorised.From > first ? authorised.From : first, authorised.Until < last ? authorised.Until : last);
        var weeks = 0;
        for (var day = from; day <= until; day = Days.Monday(day).AddDays(7))
            if (MonthOfWeek(day, authorised) == month) weeks++;
        return weeks;
    }

    private static long OfWhole(Volume volume, Days days) => volume.Amount * volume.Per switch
    {
        Frequency.Day => days.Count,
        Frequency.Week => days.WeeksTouched,
        Frequency.Month => days.MonthsTouched,
        _ => 1,
    };
}
