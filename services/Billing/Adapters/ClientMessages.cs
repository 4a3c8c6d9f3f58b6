using Buurtzorg.Billing.CareRecords;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Adapters;

/// <summary>What notices and requests ask of an adapter beside their own content.</summary>
internal static class ClientMessages
{
    private const string Bsn = "bsn";

    public static bool TakesNotices(this Manifest manifest) => manifest.Capabilities.Notices && manifest.IsAtLeast(1, 1);

    public static bool TakesRequests(this Manifest manifest) => manifest.Capabilities.Requests is true && manifest.IsAtLeast(1, 1);

    /// <summary>The client, as far as the manifest wants and no further; null with what is missing.</summary>
    public static MessageClient? ClientOf(Manifest manifest, IReadOnlyList<Fact>? facts, CareRecordsClient.Identity? identity, out IReadOnlyList<Fault> missing)
    {
        missing =
        [
            .. from scheme in manifest.ClientSchemes where scheme.Scheme != Bsn select new Fault("client-scheme", $"The payer wants an identifier of the scheme {scheme.Scheme}, which the platform does not keep."),
            .. identity is null ? [new Fault("client-unknown", "care-records does not know the client.")] : Array.Empty<Fault>(),
        ];
        if (missing.Count > 0 || identity is null) return null;
        return new([.. manifest.ClientSchemes.Select(scheme => new Identifier(scheme.Scheme, identity.Bsn))], facts is not { Count: > 0 } ? null : new Person(
            facts.Contains(Fact.FamilyName) ? identity.FamilyName : null,
            facts.Contains(Fact.Initials) ? identity.Initials : null,
            facts.Contains(Fact.DateOfBirth) ? identity.DateOfBirth : null,
            facts.Contains(Fact.Sex) ? identity.Sex : null));
    }

    private static bool IsAtLeast(this Manifest manifest, int major, int minor) => Version.TryParse(manifest.ContractVersion, out var version) && version >= new Version(major, minor);
}
