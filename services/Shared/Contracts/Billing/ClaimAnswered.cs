namespace Buurtzorg.Contracts.Billing;

/// <summary>A payer answered a claim, in whole or in part; what it granted stays in billing.</summary>
/// <param name="ClaimId">The claim; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the claim.</param>
/// <param name="PayerId">The payer as the agreements name it, <c>scheme:value</c>.</param>
/// <param name="Period">The calendar month, <c>2026-10</c>, in the time zone of the install.</param>
public sealed record ClaimAnswered(Guid ClaimId, long Version, string PayerId, string Period);
