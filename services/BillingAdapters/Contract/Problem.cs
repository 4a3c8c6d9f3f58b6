namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">Kebab-case and stable; programs may depend on it.</param>
/// <param name="Detail">A sentence for people. Holds no identifier of a client.</param>
/// <param name="LineId">The line of the claim that it is about; null where it is about the whole.</param>
/// <param name="Place">A path in the message, or a member of the request.</param>
/// <param name="PayerCode">The payer's own code for it.</param>
/// <param name="Rule">The published rule that was broken.</param>
public sealed record Fault(
    string Code, string Detail, string? LineId = null, string? Place = null, string? PayerCode = null, string? Rule = null);

/// <summary>A problem (RFC 9457) as adapters answer it.</summary>
/// <param name="Faults">Everything that was wrong, present when <paramref name="Status"/> is 422.</param>
public sealed record Problem(
    string Type, string Title, int Status, string? Detail = null, string? TraceId = null, IReadOnlyList<Fault>? Faults = null);
