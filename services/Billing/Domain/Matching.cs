using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>What a delivery is claimed under, or why it is not.</summary>
internal sealed record Match(string State, Agreement? Agreement = null, AgreedProduct? Product = null, Authorisation? Authorisation = null)
{
    public const string Covered = "covered";
    public const string NoAgreement = "no-agreement";
    public const string NoAuthorisation = "no-authorisation";
    public const string NoRate = "no-rate";
    public const string NoVolume = "no-volume";
    public const string UnitDiffers = "unit-differs";
}

internal static class Matching
{
    private static readonly Match NoAgreement = new(Match.NoAgreement);
    private static readonly Match NoAuthorisation = new(Match.NoAuthorisation);

    /// <summary>
    /// The most specific authorisation of the client that covers the day goes first: a product, then a category, then a budget;
    /// among equals the oldest. Then an agreement that needs none, where there is only one. What was claimed before stays under the
    /// authorisation of its line as long as that covers it. The outcome does not depend on the order in which anything arrived.
    /// </summary>
    public static Match Find(Delivery delivery, IReadOnlyList<Authorisation> ofClient, AgreementBook agreements, ClaimLine? claimed = null)
    {
        Match? best = null;
        foreach (var authorisation in ofClient)
            if (authorisation.Covers(delivery.DeliveredOn) && agreements.With(authorisation.PayerId) is { } agreement)
                foreach (var product in agreement.Products)
                    if (product.Service == delivery.Service && Allows(authorisation, product))
                    {
                        if (best is null || Order(authorisation, claimed).CompareTo(Order(best.Authorisation!, claimed)) < 0) best = new Match(Match.Covered, agreement, product, authorisation);
                        break;
                    }
        if (best is null || (claimed is { AuthorisationId: null } && claimed.PayerId != best.Agreement!.PayerId)) best = WithoutAuthorisation(delivery, agreements, claimed) ?? best;
        if (best is null) return agreements.Knows(delivery.Service) ? NoAuthorisation : NoAgreement;
        return Counts(best.Authorisation?.Volume, best.Product!) is { } differs ? best with { State = differs } : best;
    }

    private static Match? WithoutAuthorisation(Delivery delivery, AgreementBook agreements, ClaimLine? claimed)
    {
        Match? found = null;
        foreach (var agreement in agreements.All)
            foreach (var product in agreement.Products)
                if (product.Service == delivery.Service && !product.NeedsAuthorisation && product.RateOn(delivery.DeliveredOn, product.Rates[0].Band, product.Rates[0].Area) is not null)
                {
                    if (agreement.PayerId == claimed?.PayerId) return new Match(Match.Covered, agreement, product);
                    if (found is not null && found.Agreement != agreement) return null; // which of them pays, an authorisation must say
                    found ??= new Match(Match.Covered, agreement, product);
                }
        return found;
    }

    private static (bool, bool, bool, DateOnly, string, string) Order(Authorisation authorisation, ClaimLine? claimed) =>
        (authorisation.Id != claimed?.AuthorisationId, authorisation.Code is null, authorisation.Category is null, authorisation.From, authorisation.PayerId, authorisation.Number);

    private static string? Counts(Volume? volume, AgreedProduct product) => volume switch
    {
        null => product.Basis is Basis.Granted ? Match.NoVolume : null,
        { Unit: Unit.MinorCurrencyUnit } => product.Basis is Basis.Granted ? Match.UnitDiffers : null,
        { Unit: var unit } => unit == product.Unit || (unit is Unit.Hour && product.Unit is Unit.Minute) ? null : Match.UnitDiffers,
    };

    private static bool Allows(Authorisation authorisation, AgreedProduct product) =>
        (authorisation.Category is null || authorisation.Category == product.Category) && (authorisation.Code is null || product.Has(authorisation.Code));
}
