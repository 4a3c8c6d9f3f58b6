using Microsoft.Extensions.Options;

namespace Buurtzorg.BillingAdapters.Simulated;

/// <summary>Section <c>Simulated</c>: the place that this adapter takes.</summary>
internal sealed class Settings
{
    public const string Section = "Simulated";

    public string PayerScheme { get; init; } = "uk-la";
    public string SenderScheme { get; init; } = "uk-cqc";
    public string ClientScheme { get; init; } = "pseudonym";

    /// <summary>One or several, with commas between them.</summary>
    public string Currency { get; init; } = "GBP";

    public PayerMode Payer { get; init; } = PayerMode.Mailbox;

    /// <summary>Where the mailbox is kept.</summary>
    public string Folder { get; init; } = "";

    public IReadOnlyList<string> Currencies => Currency.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Whether the payer is played here, or messages go by hand.</summary>
internal enum PayerMode { Mailbox, None }

internal sealed class SettingsCheck : IValidateOptions<Settings>
{
    // Amounts are written with two decimals, so a currency without cents, or with thousandths, cannot be claimed.
    private static readonly string[] WithoutCents =
        ["BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD", "LYD", "OMR", "PYG", "RWF", "TND", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    public ValidateOptionsResult Validate(string? name, Settings settings)
    {
        var mistakes = new List<string>();
        foreach (var (key, scheme) in new[] { ("PayerScheme", settings.PayerScheme), ("SenderScheme", settings.SenderScheme), ("ClientScheme", settings.ClientScheme) })
            if (scheme.Length is 0 or > 40 || !scheme.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
                mistakes.Add($"Simulated:{key} should be the name of a scheme of identifiers: lower-case letters, digits and hyphens, such as uk-la.");
        if (settings.Currencies.Count == 0 || settings.Currencies.Any(c => c.Length != 3 || !c.All(char.IsAsciiLetterUpper) || WithoutCents.Contains(c)))
            mistakes.Add("Simulated:Currency should be one or several codes of ISO 4217 with commas between them, of currencies with two decimals, such as GBP.");
        if (settings.Payer == PayerMode.Mailbox && settings.Folder.Length == 0)
            mistakes.Add("Simulated:Folder is missing: the folder in which the mailbox is kept. Without a payer (Simulated:Payer=none) none is needed.");
        return mistakes.Count > 0 ? ValidateOptionsResult.Fail(mistakes) : ValidateOptionsResult.Success;
    }
}
