namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>Something that the contract asks of an adapter.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Says">One sentence.</param>
/// <param name="Trace">Where openapi.yaml says so.</param>
/// <param name="Capability">Applies only with this capability of the manifest, or one of several with <c>|</c> between.</param>
/// <param name="Since">Applies from this minor version of the contract.</param>
internal sealed record Requirement(string Id, string Says, string Trace, Func<Trial, Task> Check, string? Capability = null, int Since = 0)
{
    /// <summary>In the order in which they are checked.</summary>
    public static readonly IReadOnlyList<Requirement> All =
    [
        .. Requirements.Manifests.All, .. Requirements.Claims.All, .. Requirements.Complete.All, .. Requirements.Messages.All, .. Requirements.Notices.All,
        .. Requirements.Strict.All, .. Requirements.Hostile.All, .. Requirements.RoundTrip.All, .. Requirements.Pure.All, .. Requirements.Transport.All,
    ];

    /// <summary>All of them, as README.md has them.</summary>
    public static string Table() => "| | | traced to | applies |\n|---|---|---|---|\n" + string.Concat(All.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r =>
        $"| {r.Id} | {r.Says} | {r.Trace} | {string.Join(", ", new[] { r.Capability?.Replace("|", " or "), r.Since > 0 ? $"since 1.{r.Since}" : null }.OfType<string>())} |\n"));
}

internal enum Verdict { Passed, Failed, Skipped }

/// <summary>What was found about one requirement.</summary>
/// <param name="Reason">Why it was skipped.</param>
internal sealed record Finding(Requirement Requirement, Verdict Verdict, string? Reason, IReadOnlyList<Failure> Failures, TimeSpan Took);

/// <summary>One way in which a requirement was not met, and the exchange that showed it.</summary>
internal sealed record Failure(string Says, Exchange? Exchange, string? File = null);

/// <summary>Why a requirement could not be checked.</summary>
internal sealed class Skipped(string reason) : Exception(reason);
