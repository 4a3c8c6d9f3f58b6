namespace Buurtzorg.Billing.Agreements;

/// <summary>What one payer pays for, and how; data of the install.</summary>
internal sealed record Agreement(string PayerId, string Name, string Adapter, string Currency, IReadOnlyList<AgreedProduct> Products)
{
    public AgreedProduct? ProductFor(string service) => Products.FirstOrDefault(product => product.Service == service);
}

/// <summary>A kind of care as the payer names it: performed minutes, rounded once over the period.</summary>
internal sealed record AgreedProduct(string Service, string Category, string Code, IReadOnlyList<Rate> Rates)
{
    /// <summary>The rate that began last, unless it has ended.</summary>
    public Rate? RateOn(DateOnly day) => Rates.LastOrDefault(rate => rate.From <= day) is { } rate && (rate.Until is null || day <= rate.Until) ? rate : null;
}

/// <summary>Both days are included; without an end it holds until the next one begins.</summary>
internal sealed record Rate(DateOnly From, DateOnly? Until, decimal PerHour);

/// <summary>All agreements of the install, and under which identifier the payers know us.</summary>
internal sealed class AgreementBook(string provider, IEnumerable<Agreement> agreements)
{
    private readonly SortedList<string, Agreement> byPayer = new(agreements.ToDictionary(agreement => agreement.PayerId), StringComparer.Ordinal);

    public string Provider { get; } = provider;

    public IList<Agreement> All => byPayer.Values;

    public Agreement? With(string payerId) => byPayer.GetValueOrDefault(payerId);
}
