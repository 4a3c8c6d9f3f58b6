using Buurtzorg.Billing.Agreements;

namespace Buurtzorg.Billing.Domain;

/// <summary>Days on which payers work: Monday to Friday, except the holidays of the install.</summary>
internal sealed record WorkingDays(IReadOnlySet<DateOnly> Holidays)
{
    public static readonly WorkingDays WithoutHolidays = new(new HashSet<DateOnly>());

    /// <summary>The last day of a term of so many working days, which begins on the day after.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
            if (Has(day = day.AddDays(1))) left--;
        return day;
    }

    public bool Has(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);
}

/// <summary>Until when payers and we have time.</summary>
internal static class Terms
{
    private const int AnswerWithin = 10;

    /// <summary>The last day on which the answer to a claim is in time.</summary>
    public static DateOnly AnswerDueOn(Agreement agreement, DateOnly sentOn) => Of(agreement).After(sentOn, AnswerWithin);

    /// <summary>The last day on which what we owe a payer in return is in time.</summary>
    public static DateOnly ReturnDueOn(Agreement agreement, DateOnly receivedOn, int within) => Of(agreement).After(receivedOn, within);

    private static WorkingDays Of(Agreement _) => WorkingDays.WithoutHolidays;
}
