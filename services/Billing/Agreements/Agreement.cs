namespace Buurtzorg.Billing.Agreements;

/// <summary>How a line that was granted is put right when the care turns out different.</summary>
internal enum Corrections
{
    /// <summary>A credit that takes the granted line back, and a new debit.</summary>
    CreditAndDebit,
    /// <summary>One line with the difference, which names the granted line.</summary>
    Adjustment,
    /// <summary>Shown, and nothing is claimed.</summary>
    None,
}

/// <summary>What one payer pays for, and how; data of the install.</summary>
/// <param name="Privacy">The schemes of the client identifiers that may leave to this payer.</param>
/// <param name="AnswerWithin">In working days; null: ten.</param>
/// <param name="UsageWarning">From which percentage of an authorised volume the team is warned.</param>
/// <param name="Areas">Name of an area to the teams that work there.</param>
internal sealed record Agreement(
    string PayerId, string Name, string Adapter, string Currency, IReadOnlyList<AgreedProduct> Products, IReadOnlyList<string> Privacy, Corrections Corrections = Corrections.CreditAndDebit,
    int? AnswerWithin = null, int UsageWarning = 90, IReadOnlyDictionary<string, IReadOnlyList<Guid>>? Areas = null, IReadOnlyList<TimeBand>? Bands = null)
{
    public IReadOnlyList<TimeBand> Bands { get; } = Bands ?? [];

    public IEnumerable<AgreedProduct> ProductsFor(string service) => Products.Where(product => product.Service == service);

    public AgreedProduct? ProductFor(string service) => Products.FirstOrDefault(product => product.Service == service);

    public string? AreaOf(Guid teamId) => Areas is not { Count: > 0 } areas ? null : areas.FirstOrDefault(area => area.Value.Contains(teamId)).Key;
}

/// <summary>Hours with rates of their own, on the clock of the install. The first band of an agreement that fits a minute is the one.</summary>
/// <param name="From">Included.</param>
/// <param name="Until">Excluded; at or before <paramref name="From"/> it is past midnight, and the days are those on which a minute falls.</param>
internal sealed record TimeBand(string Name, TimeOnly From, TimeOnly Until, IReadOnlySet<DayOfWeek> Days, bool Holidays)
{
    public bool Holds(DateOnly day, TimeOnly time, Calendar calendar) =>
        (From < Until ? From <= time && time < Until : From <= time || time < Until) && (Days.Contains(day.DayOfWeek) || (Holidays && calendar.IsHoliday(day)));
}

/// <summary>All agreements of the install, under which identifier the payers know us, and the calendar that they are read with.</summary>
internal sealed class AgreementBook(string provider, IEnumerable<Agreement> agreements, Calendar? calendar = null, NodaTime.DateTimeZone? zone = null)
{
    private const int AnswerWithin = 10;

    private readonly SortedList<string, Agreement> byPayer = new(agreements.ToDictionary(agreement => agreement.PayerId), StringComparer.Ordinal);

    public string Provider { get; } = provider;

    public Calendar Calendar { get; } = calendar ?? Calendar.WithoutHolidays;

    /// <summary>Where the install is: its clock decides in which band a minute falls.</summary>
    public NodaTime.DateTimeZone Zone { get; } = zone ?? NodaTime.DateTimeZone.Utc;

    /// <summary>The last day on which the answer to a claim is in time.</summary>
    public DateOnly AnswerDueOn(Agreement agreement, DateOnly sentOn) => Calendar.After(sentOn, agreement.AnswerWithin ?? AnswerWithin);

    public IList<Agreement> All => byPayer.Values;

    public Agreement? With(string payerId) => byPayer.GetValueOrDefault(payerId);

    public bool Knows(string service) => All.Any(agreement => agreement.ProductFor(service) is not null);

    /// <summary>Whether what was claimed in other months matters without a cap of an authorisation.</summary>
    public bool CountsWholes { get; } = agreements.SelectMany(agreement => agreement.Products).Any(product => product.Counts is Counts.Once || product.Caps.Any(cap => cap.Per is CapPer.Authorisation));

    /// <summary>Whether a week that two months share makes them depend on one another.</summary>
    public bool CountsWeeks { get; } = agreements.SelectMany(agreement => agreement.Products).Any(product => product.Counts is Counts.Week || product.Caps.Any(cap => cap.Per is CapPer.Week));
}
