using System.Text.RegularExpressions;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Adapters;

/// <summary>Whether an adapter fits what it is to be used for. Both sides are named, so that people see which one to mend.</summary>
internal static class ManifestCheck
{
    private static readonly Version Oldest = new(1, 0), Newest = new(1, 1);

    /// <summary>What is wrong with the adapter for the payer of an agreement; none when it can be used.</summary>
    public static IReadOnlyList<Fault> Faults(Manifest manifest, Agreement agreement) =>
    [
        .. OfContract(manifest),
        .. manifest.PayerSchemes.Any(scheme => agreement.PayerId.StartsWith(scheme.Scheme + ":", StringComparison.Ordinal)) ? Array.Empty<Fault>()
            : [new Fault("payer-scheme", $"The agreement sends {agreement.PayerId} to the adapter {manifest.Name}, which serves {Listed(manifest.PayerSchemes.Select(scheme => scheme.Scheme))}.")],
        .. manifest.Currencies.Contains(agreement.Currency) ? Array.Empty<Fault>()
            : [new Fault("currency", $"The agreement with {agreement.PayerId} is in {agreement.Currency} and the adapter {manifest.Name} knows {Listed(manifest.Currencies)}.")],
        .. from number in OurNumbers(manifest.Numbering)
           where !Fits(number.Example, number.Form)
           select new Fault("numbering", $"Billing gives {number.Of} such as {number.Example}, and the adapter {manifest.Name} takes at most {number.Form.MaxLength} characters that match {number.Form.Pattern}."),
    ];

    private static (string Of, string Example, NumberForm Form)[] OurNumbers(Numbering forms) =>
    [
        ("numbers of claims", Numbers.Of(Numbers.Claim, 1), forms.ClaimNumber),
        ("references of lines", Numbers.OfLine(Numbers.Of(Numbers.Claim, 1), 1), forms.LineReference),
        ("references of return messages", Numbers.Of(Numbers.Return, 1), forms.ReturnReference),
        ("references of notices and requests", Numbers.Of(Numbers.Message, 1), forms.MessageReference ?? forms.ReturnReference),
    ];

    private static bool Fits(string number, NumberForm form)
    {
        try
        {
            return number.Length <= form.MaxLength && Regex.IsMatch(number, $"^(?:{form.Pattern})$", RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
        }
        catch (Exception unusable) when (unusable is ArgumentException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public static IReadOnlyList<Fault> OfContract(Manifest manifest) => OfVersion(manifest.ContractVersion) is not { } mistake ? [] :
        [new Fault("contract-version", $"The adapter {manifest.Name} {manifest.Version} speaks version {manifest.ContractVersion} of the contract, and {mistake}")];

    /// <summary>Null when billing accepts this version of the contract.</summary>
    public static string? OfVersion(string contractVersion) => VersionOf(contractVersion) is { } version && version >= Oldest && version <= Newest
        ? null : $"billing accepts {Oldest} up to and including {Newest}; install one that fits.";

    // Carrying messages, notices and requests are part of the contract since 1.1.
    public static bool Carries(this Manifest manifest) => manifest.Capabilities.Transport && VersionOf(manifest.ContractVersion) >= new Version(1, 1);

    public static bool TakesNotices(this Manifest manifest) => manifest.Capabilities.Notices && VersionOf(manifest.ContractVersion) >= new Version(1, 1);

    public static bool TakesRequests(this Manifest manifest) => manifest.Capabilities.Requests is true && VersionOf(manifest.ContractVersion) >= new Version(1, 1);

    // A patch changes no promise: 1.1.7 is 1.1.
    private static Version? VersionOf(string contractVersion) => Version.TryParse(contractVersion, out var version) ? new(version.Major, version.Minor) : null;

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names);
}
