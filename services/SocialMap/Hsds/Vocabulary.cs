namespace Buurtzorg.SocialMap.Hsds;

/// <summary>The words of HSDS 3.0 and its UK profile that an import has to understand. A field means the same wherever it stands.</summary>
internal static class Vocabulary
{
    /// <summary>Lists within an entry, and what they hold.</summary>
    public static readonly Dictionary<string, string> Lists = new()
    {
        ["accessibility"] = "accessibility",
        ["addresses"] = "address",
        ["attributes"] = "attribute",
        ["contacts"] = "contact",
        ["cost_options"] = "cost_option",
        ["funding"] = "funding",
        ["languages"] = "language",
        ["locations"] = "location",
        ["metadata"] = "metadata",
        ["organization_identifiers"] = "organization_identifier",
        ["phones"] = "phone",
        ["programs"] = "program",
        ["required_documents"] = "required_document",
        ["schedules"] = "schedule",
        ["service_areas"] = "service_area",
        ["service_at_locations"] = "service_at_location",
        ["services"] = "service",
        ["taxonomy_terms"] = "taxonomy_term",
    };

    /// <summary>Single things within an entry, what they are, and the field that names them where they stand elsewhere.</summary>
    public static readonly Dictionary<string, (string Kind, string Reference)> Parts = new()
    {
        ["location"] = ("location", "location_id"),
        ["organization"] = ("organization", "organization_id"),
        ["program"] = ("program", "program_id"),
        ["service"] = ("service", "service_id"),
        ["taxonomy_detail"] = ("taxonomy", "taxonomy_id"),
        ["taxonomy_term"] = ("taxonomy_term", "taxonomy_term_id"),
    };

    /// <summary>What may stand within what, where the source keeps each kind in a list of its own.</summary>
    public static readonly Dictionary<string, string[]> Within = new()
    {
        ["service"] = ["attributes", "contacts", "cost_options", "funding", "languages", "phones", "required_documents", "schedules", "service_areas", "service_at_locations", "organization", "program"],
        ["service_at_location"] = ["attributes", "contacts", "phones", "schedules", "location"],
        ["location"] = ["accessibility", "addresses", "attributes", "contacts", "languages", "phones", "schedules"],
        ["organization"] = ["attributes", "contacts", "funding", "locations", "organization_identifiers", "phones", "programs"],
        ["contact"] = ["attributes", "phones"],
        ["phone"] = ["attributes", "languages"],
        ["attribute"] = ["taxonomy_term"],
        ["taxonomy_term"] = ["taxonomy_detail"],
    };

    /// <summary>The fields by which something in a list of its own says to what it belongs.</summary>
    public static readonly string[] Owners = ["service_id", "service_at_location_id", "location_id", "organization_id", "contact_id", "phone_id", "link_id"];

    public static readonly Dictionary<string, string[]> Required = new()
    {
        ["address"] = ["address_1", "city", "state_province", "postal_code", "country", "address_type"],
        ["location"] = ["location_type"],
        ["organization"] = ["name", "description"],
        ["organization_identifier"] = ["identifier_type", "identifier"],
        ["phone"] = ["number"],
        ["program"] = ["name", "description"],
        ["service"] = ["name", "status"],
        ["taxonomy"] = ["name", "description"],
        ["taxonomy_term"] = ["name", "description"],
    };

    public static readonly HashSet<string> Numbers = ["amount", "count", "extension", "interval", "latitude", "longitude", "maximum_age", "minimum_age", "timezone", "year_incorporated"];

    public static readonly Dictionary<string, string[]> Choices = new()
    {
        ["address_type"] = ["physical", "postal", "virtual"],
        ["location_type"] = ["physical", "postal", "virtual"],
        ["status"] = ["active", "inactive", "defunct", "temporarily closed"],
        ["freq"] = ["WEEKLY", "MONTHLY"],
        ["wkst"] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
    };

    /// <summary>Texts of a given form: what fits it not is left out of the entry rather than the entry out of the directory.</summary>
    public static readonly Dictionary<string, Func<string, bool>> Forms = new()
    {
        ["assurer_email"] = IsEmail,
        ["email"] = IsEmail,
        ["last_modified"] = text => text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
        ["schedule_link"] = IsUri,
        ["term_uri"] = IsUri,
        ["uri"] = IsUri,
        ["url"] = IsUri,
        ["website"] = IsUri,
    };

    /// <summary>What a file or a table of this name holds: <c>services.json</c>, <c>service_list.json</c>, <c>services-page-2.json</c>, <c>services.csv</c>.</summary>
    public static string? KindOf(string name)
    {
        var word = System.Text.RegularExpressions.Regex.Replace(name.ToLowerInvariant().Replace('-', '_'), @"\.(json|csv)$|(_(list|full|page|\d+))+(?=\.|$)", "");
        word = System.Text.RegularExpressions.Regex.Replace(word, @"\.(json|csv)$", "");
        return Lists.TryGetValue(word, out var kind) ? kind
            : word switch { "organizations" => "organization", "taxonomies" => "taxonomy", "accessibilities" => "accessibility", "fundings" => "funding", _ => null }
            ?? (Lists.ContainsValue(word) || word is "organization" or "taxonomy" ? word : null);
    }

    private static bool IsEmail(string text) => System.Net.Mail.MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static bool IsUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.OriginalString.Contains(':', StringComparison.Ordinal) && Uri.IsWellFormedUriString(text, UriKind.Absolute);
}
