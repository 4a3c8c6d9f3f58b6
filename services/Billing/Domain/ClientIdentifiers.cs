using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>By which identifiers and facts a document for a payer names a client: those that the adapter's manifest wants and the agreement lets leave.</summary>
internal static class ClientIdentifiers
{
    public const string Bsn = "bsn";
    public const string Pseudonym = "pseudonym";
    public const string InitialsAndFourDigits = "initials-and-four-digits";

    public static IEnumerable<Fault> Faults(Agreement agreement, Manifest manifest)
    {
        foreach (var scheme in manifest.ClientSchemes.Select(scheme => scheme.Scheme))
            if (scheme is not (Bsn or Pseudonym or InitialsAndFourDigits))
                yield return new Fault("client-scheme", $"The payer wants an identifier of the scheme {scheme}, which the platform does not keep.");
            else if (!agreement.Privacy.Contains(scheme))
                yield return new Fault("privacy", $"The adapter {manifest.Name} names clients by {scheme}, and the agreement with {agreement.PayerId} lets {(agreement.Privacy.Count == 0 ? "no identifier" : string.Join(", ", agreement.Privacy))} leave; mend its privacy, or use another adapter.");
    }

    /// <summary>Whether care-records must be asked at all.</summary>
    public static bool NeedIdentity(Manifest manifest, IReadOnlyList<Fact> facts) => facts.Count > 0 || manifest.ClientSchemes.Any(scheme => scheme.Scheme is Bsn or InitialsAndFourDigits);

    public static IReadOnlyList<Identifier> Of(string payerId, Manifest manifest, CareRecordsClient.Identity? identity, string? identifierHash, Pseudonyms pseudonyms) =>
    [
        .. from scheme in manifest.ClientSchemes
           select new Identifier(scheme.Scheme, scheme.Scheme switch
           {
               Bsn => identity!.Bsn,
               Pseudonym => pseudonyms.ForPayer(payerId, identifierHash!),
               _ => $"{identity!.Initials} {identity.Bsn[^4..]}",
           })
    ];

    public static Person? Person(IReadOnlyList<Fact> facts, CareRecordsClient.Identity? identity) => facts.Count == 0 || identity is null ? null : new Person(
        facts.Contains(Fact.FamilyName) ? identity.FamilyName : null, facts.Contains(Fact.Initials) ? identity.Initials : null,
        facts.Contains(Fact.DateOfBirth) ? identity.DateOfBirth : null, facts.Contains(Fact.Sex) ? identity.Sex ?? Sex.Unknown : null);
}
