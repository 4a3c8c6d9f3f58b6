using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>The authorisation under which a delivery can be claimed, or why there is none.</summary>
internal sealed record Match(string State, Authorisation? Authorisation = null, AgreedProduct? Product = null, decimal PerHour = 0)
{
    public const string Claimed = "claimed";
    public const string Covered = "covered";
    public const string AwaitsCorrection = "awaits-correction";
    public const string NoAgreement = "no-agreement";
    public const string NoAuthorisation = "no-authorisation";
    public const string NoRate = "no-rate";
    public const string UnitDiffers = "unit-differs";
}

internal static class Matching
{
    /// <summary>
    /// The most specific authorisation of the client that covers the day goes first: a product, then a category, then a budget;
    /// among equals the oldest. The outcome does not depend on the order in which anything arrived.
    /// </summary>
    public static Match Find(Delivery delivery, IEnumerable<Authorisation> ofClient, AgreementBook agreements)
    {
        if (agreements.All.All(agreement => agreement.ProductFor(delivery.Service) is null)) return new Match(Match.NoAgreement);

        var candidates =
            from authorisation in ofClient
            where authorisation.Covers(delivery.DeliveredOn)
            let product = agreements.With(authorisation.PayerId)?.ProductFor(delivery.Service)
            where product is not null && Allows(authorisation, product)
            orderby authorisation.Code is null, authorisation.Category is null, authorisation.From, authorisation.PayerId, authorisation.Number
            select (authorisation, product);

        return candidates.FirstOrDefault() switch
        {
            (null, _) => new Match(Match.NoAuthorisation),
            var (authorisation, _) when authorisation.Volume is { Unit: not Unit.Minute } => new Match(Match.UnitDiffers, authorisation),
            var (authorisation, product) when product.RateOn(delivery.DeliveredOn) is { } rate => new Match(Match.Covered, authorisation, product, rate.PerHour),
            var (authorisation, _) => new Match(Match.NoRate, authorisation),
        };
    }

    private static bool Allows(Authorisation authorisation, AgreedProduct product) =>
        (authorisation.Category is null || authorisation.Category == product.Category) &&
        (authorisation.Code is null || authorisation.Code == product.Code);
}
