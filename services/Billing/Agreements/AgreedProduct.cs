using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Agreements;

/// <summary>What is paid for: the minutes that were given, those that were planned, or those that the payer granted for the month.</summary>
internal enum Basis { Performed, Planned, Granted }

/// <summary>How visits become pieces: each one, or one per day, calendar week, month, or authorisation in which there was one.</summary>
internal enum Counts { Visit, Day, Week, Period, Once }

internal enum RoundingScope { Period, Day, Visit }

internal enum RoundingDirection { HalfUp, Up, Down }

/// <summary>What a cap is counted over. A product period is the part of a month that an authorisation covers.</summary>
internal enum CapPer { Period, Week, Authorisation }

/// <summary>How many weeks of an authorised weekly volume a product period has: those it touches, or those that end in it.</summary>
internal enum WeekRule { Touched, Sundays }

/// <summary>In minutes: to a multiple of the step, and at least the minimum.</summary>
internal sealed record Rounding(RoundingScope Scope, RoundingDirection Direction, int Step, int Minimum)
{
    public bool IsExact => Step == 1 && Minimum <= 1;

    public long Of(long minutes) => minutes <= 0 || IsExact ? minutes : Math.Max(Minimum, Direction switch
    {
        RoundingDirection.Up => (minutes + Step - 1) / Step,
        RoundingDirection.Down => minutes / Step,
        _ => (minutes * 2 + Step) / (Step * 2),
    } * Step);
}

/// <summary>The most of a product for one client, in minutes or pieces, or in minor units of money.</summary>
internal sealed record Cap(CapPer Per, long? Volume, long? AmountMinor);

/// <param name="AtLeast">Fewer weeks than these count as these.</param>
internal sealed record AuthorisedWeeks(WeekRule Weeks, int AtLeast)
{
    public static AuthorisedWeeks Default { get; } = new(WeekRule.Touched, 0);
}

/// <summary>A kind of care as the payer names it, how it is counted, and what it costs.</summary>
internal sealed record AgreedProduct(
    string Service, string? Category, string Code, IReadOnlyList<Rate> Rates, Unit Unit = Unit.Minute, Counts? Counts = null, Basis Basis = Basis.Performed, Rounding? Rounding = null,
    IReadOnlyList<Cap>? Caps = null, AuthorisedWeeks? Authorised = null, bool NeedsAuthorisation = true)
{
    /// <summary>Each ends where the next one of its band and area begins.</summary>
    public IReadOnlyList<Rate> Rates { get; } = [.. Rates.Select((rate, index) => Rates.Skip(index + 1).FirstOrDefault(rate.IsBeside) is { } next && !(rate.Until < next.From) ? rate with { Until = next.From.AddDays(-1) } : rate)];
    public Rounding Rounding { get; } = Rounding ?? RoundingOf(Unit);
    public IReadOnlyList<Cap> Caps { get; } = Caps ?? [];
    public AuthorisedWeeks Authorised { get; } = Authorised ?? AuthorisedWeeks.Default;

    /// <summary>A unit in minutes, or 1 where pieces are counted.</summary>
    public int UnitSize { get; } = Counts is null ? MinutesOf(Unit) : 1;

    /// <summary>Whether the minutes of a visit go to the band in which each of them falls; otherwise the visit goes to that of its first.</summary>
    public bool SplitsByBand { get; } = Counts is null && Basis is not Basis.Granted && Rates.All(rate => rate.Lengths.Count == 0);

    public bool Has(string code) => code == Code || Rates.Any(rate => rate.Code == code);

    /// <summary>Of the rates that hold on the day, the one that says most about where it holds.</summary>
    public Rate? RateOn(DateOnly day, string? band = null, string? area = null)
    {
        Rate? best = null;
        foreach (var rate in Rates)
            if (rate.HoldsOn(day) && (rate.Band is null || rate.Band == band) && (rate.Area is null || rate.Area == area) && (best is null || best.Says < rate.Says)) best = rate;
        return best;
    }

    public static int MinutesOf(Unit unit) => unit switch { Unit.Hour => 60, Unit.PartOfDay => 240, Unit.DayAndNight => 1440, _ => 1 };

    public static Rounding RoundingOf(Unit unit) => new(RoundingScope.Period, RoundingDirection.HalfUp, MinutesOf(unit), MinutesOf(unit));
}

/// <summary>A price. Both days are included; without an end it holds until the next one of its band and area begins.</summary>
/// <param name="Per">An hour or a minute of time, or the unit of the product.</param>
/// <param name="Code">The payer's own code for it, where that is not the product's.</param>
/// <param name="Lengths">What visits of some lengths cost, shortest first; minutes beyond are paid at the rate.</param>
internal sealed record Rate(DateOnly From, DateOnly? Until, decimal Amount, Unit Per = Unit.Hour, string? Band = null, string? Area = null, string? Code = null, IReadOnlyList<LengthPrice>? Lengths = null)
{
    public IReadOnlyList<LengthPrice> Lengths { get; } = Lengths ?? [];

    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    /// <summary>How much it says about where it holds: a band says more than an area.</summary>
    public int Says { get; } = (Band is null ? 0 : 2) + (Area is null ? 0 : 1);

    public bool IsBeside(Rate other) => (Band, Area) == (other.Band, other.Area);
}

internal sealed record LengthPrice(int Minutes, decimal Amount);
