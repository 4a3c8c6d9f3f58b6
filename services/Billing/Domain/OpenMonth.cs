namespace Buurtzorg.Billing.Domain;

/// <summary>Something of this client and month may not have been claimed yet. Whoever changes what is worth claiming adds a mark, so that a closing that did not see it leaves it open.</summary>
internal sealed record OpenMonth(Guid ClientId, Month Month, long Marks);
