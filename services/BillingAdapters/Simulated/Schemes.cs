using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated;

/// <summary>Schemes of identifiers that are met often; another one may have any value of a moderate form.</summary>
internal static class Schemes
{
    private static readonly Dictionary<string, IdentifierScheme> Known = new IdentifierScheme[]
    {
        new("uk-la", "^E(06|07|08|09|10)[0-9]{6}$", "Code of an English council (Office for National Statistics)"),
        new("uk-cqc", "^1-[0-9]{6,12}$", "Number of the provider at the Care Quality Commission"),
        new("uk-nhs", "^[0-9]{10}$", "NHS number"),
        new("nl-wmo", "^[0-9]{4}$", "Municipality code of Statistics Netherlands (CBS)"),
        new("nl-jw", "^[0-9]{4}$", "Municipality code of Statistics Netherlands (CBS)"),
        new("nl-zvw", "^[0-9]{4}$", "UZOVI code of the insurer"),
        new("nl-agb", "^[0-9]{8}$", "AGB code of the provider"),
        new("nl-kvk", "^[0-9]{8}$", "Number in the Dutch trade register"),
        new("nl-oin", "^[0-9]{20}$", "Dutch organisation identification number"),
        new("se-kommun", "^[0-9]{4}$", "Swedish municipality code"),
        new("se-orgnr", "^[0-9]{10}$", "Swedish organisation number"),
        new("bsn", "^[0-9]{9}$", "Dutch citizen service number"),
        new("pseudonym", "^[0-9a-f]{16}$", "Pseudonym of the client, made per payer"),
        new("initials-and-four-digits", @"^([^\s0-9.,']{1,3}\.){1,8} [0-9]{4}$", "Initials with dots, and the last four digits of the national identifier"),
    }.ToDictionary(scheme => scheme.Scheme);

    public static IdentifierScheme Of(string scheme) => Known.GetValueOrDefault(scheme)
        ?? new(scheme, @"^[A-Za-z0-9][A-Za-z0-9.:/-]{0,39}$", $"Identifier of the scheme {scheme}");
}
