using System.Text.RegularExpressions;
using NodaTime;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.Billing.Agreements;

/// <summary>Reads the agreements of an install and finds all of their mistakes at once.</summary>
internal static partial class AgreementsFile
{
    private static readonly string[] Schemes = ["bsn", "pseudonym", "initials-and-four-digits"];

    /// <returns>The agreements, or null when there are mistakes.</returns>
    public static AgreementBook? Read(string file, string yaml, IReadOnlyCollection<string> adapters, DateTimeZone zone, out IReadOnlyList<string> mistakes)
    {
        var read = new YamlReader(file);
        mistakes = read.Mistakes;
        if (Root(read, file, yaml) is not { } root) return null;

        var provider = PartyId(read, root, "", "provider");
        var calendar = read.Part(root, "", "calendar", "holidays") is { } days
            ? new Calendar(read.Words(days, "calendar.", "holidays", YamlReader.IsDay, "it must be a day such as 2026-12-25").Select(YamlReader.DayOf)) : null;
        var agreements = read.Items(root, "", "agreements").Select(item => Agreement(read, item.Node, item.Path, adapters)).OfType<Agreement>().ToList();
        foreach (var twice in agreements.CountBy(agreement => agreement.PayerId).Where(count => count is { Key.Length: > 0, Value: > 1 }))
            read.Mistake(root, "agreements", $"name the payer {twice.Key} {twice.Value} times; a payer has one agreement");
        return read.Mistakes.Count == 0 ? new AgreementBook(provider, agreements, calendar, zone) : null;
    }

    private static YamlMappingNode? Root(YamlReader read, string file, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1) return read.Mapping(stream.Documents[0].RootNode, "", "provider", "calendar", "agreements");
            read.Mistakes.Add($"{file}: must be one YAML document with the keys provider and agreements");
        }
        catch (YamlException mistake)
        {
            read.Mistakes.Add($"{file}:{mistake.Start.Line}: is not YAML: {mistake.Message}");
        }
        return null;
    }

    private static Agreement? Agreement(YamlReader read, YamlNode node, string path, IReadOnlyCollection<string> adapters)
    {
        if (read.Mapping(node, path, "payer", "name", "adapter", "currency", "privacy", "corrections", "answerWithin", "usageWarning", "areas", "bands", "products") is not { } agreement) return null;
        var areas = Areas(read, agreement, path);
        var bands = Bands(read, agreement, path);
        return new Agreement(
            PartyId(read, agreement, path, "payer"),
            read.Text(agreement, path, "name", value => value.Length is > 0 and <= 100, "it must be the payer's name, at most 100 characters"),
            read.Text(agreement, path, "adapter", adapters.Contains, $"it must be an adapter that the install configures under Adapters:<name> (now: {(adapters.Count == 0 ? "none" : string.Join(", ", adapters))})"),
            read.OneOf(agreement, path, "currency", "EUR", "GBP", "SEK"),
            new ProductReader(read, [.. areas.Keys], [.. bands.Select(band => band.Name)]).Products(agreement, path),
            read.Words(agreement, path, "privacy", Schemes.Contains, $"it must be {string.Join(" or ", Schemes)}"),
            read.Choice(agreement, path, "corrections", Corrections.CreditAndDebit),
            agreement.Children.ContainsKey("answerWithin") ? read.Number(agreement, path, "answerWithin", 10, 1, 250) : null,
            read.Number(agreement, path, "usageWarning", 90, 1, 100),
            areas, bands);
    }

    private static Dictionary<string, IReadOnlyList<Guid>> Areas(YamlReader read, YamlMappingNode agreement, string path)
    {
        var areas = new Dictionary<string, IReadOnlyList<Guid>>();
        if (!agreement.Children.TryGetValue("areas", out var node) || read.Mapping(node, $"{path}areas.", [.. Keys(node)]) is not { } mapping) return areas;
        foreach (var name in Keys(mapping))
        {
            areas[name] = [.. read.Words(mapping, $"{path}areas.", name, value => Guid.TryParse(value, out _), "it must be the id of a team").Select(Guid.Parse)];
            if (areas.Any(other => other.Key != name && other.Value.Intersect(areas[name]).Any())) read.Mistake(mapping, $"{path}areas.{name}", "names a team that works in another area already; a team has one area");
        }
        return areas;
    }

    private static IEnumerable<string> Keys(YamlNode node) => node is YamlMappingNode mapping ? mapping.Children.Keys.Select(key => key.ToString()) : [];

    private static List<TimeBand> Bands(YamlReader read, YamlMappingNode agreement, string path)
    {
        var bands = new List<TimeBand>();
        foreach (var (node, itemPath) in read.Items(agreement, path, "bands", optional: true))
        {
            if (read.Mapping(node, itemPath, "name", "from", "until", "days") is not { } band) continue;
            var days = read.Words(band, itemPath, "days", day => day is "holidays" || IsDayOfWeek(day), "it must be a day of the week such as saturday, or holidays");
            bands.Add(new TimeBand(
                read.Text(band, itemPath, "name", value => value.Length > 0 && bands.All(other => other.Name != value), "it must be a name of its own, such as evening"),
                read.Time(band, itemPath, "from"), read.Time(band, itemPath, "until"),
                (days.Count == 0 ? Enum.GetValues<DayOfWeek>() : days.Where(IsDayOfWeek).Select(day => Enum.Parse<DayOfWeek>(day, ignoreCase: true))).ToHashSet(), days.Contains("holidays")));
        }
        return bands;
    }

    private static bool IsDayOfWeek(string text) => text.All(char.IsAsciiLetterLower) && Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out _);

    private static string PartyId(YamlReader read, YamlMappingNode parent, string path, string key) =>
        read.Text(parent, path, key, PartyPattern().IsMatch, "it must be scheme:value, such as nl-wmo:9901");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}:[A-Za-z0-9-]{1,32}$")]
    private static partial Regex PartyPattern();
}
