using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>Care that was given under an authorisation on a day; the amount is what it is worth at the agreed rate.</summary>
internal readonly record struct Given(DateOnly Day, int Minutes, long AmountMinor);

/// <summary>How much of what an authorisation allows was used.</summary>
/// <param name="Authorisation">Which.</param>
/// <param name="Unit">In what it is counted: minutes, visits, or minor units of money.</param>
/// <param name="Authorised">In the days that were asked for; null where the authorisation sets no bound to them.</param>
/// <param name="Delivered">In those days.</param>
/// <param name="RunsOutOn">The day on which all of it is used if it goes on as it went; null when that does not come before its last day.</param>
/// <param name="Warning">So much is used that somebody should look.</param>
internal sealed record Usage(Authorisation Authorisation, Unit Unit, long? Authorised, long Delivered, DateOnly? RunsOutOn, bool Warning)
{
    private const int TooFarAhead = 36_500;

    /// <param name="authorisation">Which.</param>
    /// <param name="days">The days that are asked for; those outside the authorisation do not count.</param>
    /// <param name="given">Everything that was given under it until today.</param>
    /// <param name="today">In the time zone of the install.</param>
    /// <param name="warnAtPercent">Of what is allowed in all, or in these days where all has no bound.</param>
    public static Usage Of(Authorisation authorisation, Days days, IReadOnlyCollection<Given> given, DateOnly today, int warnAtPercent)
    {
        var unit = UnitOf(authorisation);
        var delivered = Sum(given.Where(each => days.From <= each.Day && each.Day <= days.Until), unit);
        var (used, total) = (Sum(given, unit), Total(authorisation));
        var authorised = In(authorisation, days);
        return new(authorisation, unit, authorised, delivered, RunsOut(authorisation, total, used, today), total is { } all ? Reaches(used, all, warnAtPercent) : authorised is { } some && Reaches(delivered, some, warnAtPercent));
    }

    /// <summary>In percent, one decimal; null where there is no bound.</summary>
    public static decimal? Share(long delivered, long? authorised) => authorised is > 0 ? decimal.Round(100m * delivered / authorised.Value, 1, MidpointRounding.AwayFromZero) : null;

    private static Unit UnitOf(Authorisation authorisation) => authorisation switch
    {
        { Volume.Unit: Unit.Visit or Unit.PieceOfEffort or Unit.PieceOfOutput } => Unit.Visit,
        { Volume.Unit: Unit.MinorCurrencyUnit } => Unit.MinorCurrencyUnit,
        { Volume: null, BudgetMinor: not null } => Unit.MinorCurrencyUnit,
        _ => Unit.Minute,
    };

    /// <summary>Volumes per day, week and month count whole for each that is touched; what is for the whole goes by days.</summary>
    private static long? In(Authorisation authorisation, Days days)
    {
        var (from, until) = (days.From > authorisation.From ? days.From : authorisation.From, authorisation.Until < days.Until ? authorisation.Until.Value : days.Until);
        if (until < from) return 0;
        return authorisation.Volume is { Per: not Frequency.WholePeriod } volume
            ? Caps.OfAuthorisation(volume, from, until) * PerUnit(volume.Unit)
            : Total(authorisation) is { } total && authorisation.Until is { } last ? total * new Days(from, until).Count / new Days(authorisation.From, last).Count : null;
    }

    private static long? Total(Authorisation authorisation) => authorisation.Volume is { } volume
        ? Caps.OfAuthorisation(volume, authorisation.From, authorisation.Until) * PerUnit(volume.Unit)
        : authorisation.BudgetMinor;

    private static DateOnly? RunsOut(Authorisation authorisation, long? total, long used, DateOnly today)
    {
        var elapsed = today.DayNumber - authorisation.From.DayNumber + 1;
        if (total is not { } all || used == 0 || elapsed < 1) return null;
        var needed = Math.Max(1, Math.Ceiling((decimal)all * elapsed / used));
        if (needed > TooFarAhead) return null;
        var day = authorisation.From.AddDays((int)needed - 1);
        return day < authorisation.Until || authorisation.Until is null ? day : null;
    }

    private static bool Reaches(long used, long all, int percent) => used > 0 && used * 100 >= all * percent;

    private static long Sum(IEnumerable<Given> given, Unit unit) => unit switch
    {
        Unit.Visit => given.Count(),
        Unit.MinorCurrencyUnit => given.Sum(each => each.AmountMinor),
        _ => given.Sum(each => (long)each.Minutes),
    };

    private static long PerUnit(Unit unit) => unit switch { Unit.Hour => 60, Unit.PartOfDay => 240, Unit.DayAndNight => 1440, _ => 1 };
}
