using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.Billing.Agreements;

/// <summary>Reads the agreements of an install and finds all of their mistakes at once.</summary>
internal static partial class AgreementsFile
{
    private static readonly string[] Services = ["personal-care", "nursing", "guidance", "guidance-specialised"];

    /// <returns>The agreements, or null when there are mistakes.</returns>
    public static AgreementBook? Read(string file, string yaml, IReadOnlyCollection<string> adapters, out IReadOnlyList<string> mistakes)
    {
        var read = new YamlReader(file);
        mistakes = read.Mistakes;
        if (Root(read, file, yaml) is not { } root) return null;

        var provider = PartyId(read, root, "", "provider");
        var agreements = read.Items(root, "", "agreements").Select(item => Agreement(read, item.Node, item.Path, adapters)).OfType<Agreement>().ToList();
        foreach (var twice in agreements.CountBy(agreement => agreement.PayerId).Where(count => count is { Key.Length: > 0, Value: > 1 }))
            read.Mistake(root, "agreements", $"name the payer {twice.Key} {twice.Value} times; a payer has one agreement");
        return read.Mistakes.Count == 0 ? new AgreementBook(provider, agreements) : null;
    }

    private static YamlMappingNode? Root(YamlReader read, string file, string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents.Count == 1) return read.Mapping(stream.Documents[0].RootNode, "", "provider", "agreements");
            read.Mistakes.Add($"{file}: must be one YAML document with the keys provider and agreements");
        }
        catch (YamlException mistake)
        {
            read.Mistakes.Add($"{file}:{mistake.Start.Line}: is not YAML: {mistake.Message}");
        }
        return null;
    }

    private static Agreement? Agreement(YamlReader read, YamlNode node, string path, IReadOnlyCollection<string> adapters) =>
        read.Mapping(node, path, "payer", "name", "adapter", "currency", "products") is not { } agreement ? null : new Agreement(
            PartyId(read, agreement, path, "payer"),
            read.Text(agreement, path, "name", value => value.Length is > 0 and <= 100, "it must be the payer's name, at most 100 characters"),
            read.Text(agreement, path, "adapter", adapters.Contains, $"it must be an adapter that the install configures under Adapters:<name> (now: {(adapters.Count == 0 ? "none" : string.Join(", ", adapters))})"),
            read.OneOf(agreement, path, "currency", "EUR", "GBP", "SEK"),
            Products(read, agreement, path));

    private static List<AgreedProduct> Products(YamlReader read, YamlMappingNode agreement, string path)
    {
        var items = read.Items(agreement, path, "products").ToList();
        var products = items.Select(item => Product(read, item.Node, item.Path)).OfType<AgreedProduct>().ToList();
        if (products.Where(product => product.Service.Length > 0).CountBy(product => product.Service).FirstOrDefault(count => count.Value > 1) is { Key: { } service })
            read.Mistake(items[0].Node, $"{path}products", $"name the service {service} more than once; an agreement has one product per service");
        return products;
    }

    private static AgreedProduct? Product(YamlReader read, YamlNode node, string path)
    {
        if (read.Mapping(node, path, "service", "category", "code", "unit", "basis", "rounding", "rates") is not { } product) return null;
        read.OneOf(product, path, "unit", "minute");
        read.OneOf(product, path, "basis", "performed");
        if (!product.Children.TryGetValue("rounding", out var rounding)) read.Mistake(product, $"{path}rounding", "is missing; it must have a scope and a direction");
        else if (read.Mapping(rounding, $"{path}rounding.", "scope", "direction") is { } rule)
        {
            read.OneOf(rule, $"{path}rounding.", "scope", "period");
            read.OneOf(rule, $"{path}rounding.", "direction", "half-away-from-zero");
        }
        return new AgreedProduct(
            read.OneOf(product, path, "service", Services),
            read.Text(product, path, "category", CodePattern().IsMatch, "it must be the payer's category, letters and digits in quotes such as \"02\""),
            read.Text(product, path, "code", CodePattern().IsMatch, "it must be the payer's product code, letters and digits such as 02A03"),
            Rates(read, product, path));
    }

    private static List<Rate> Rates(YamlReader read, YamlMappingNode product, string path)
    {
        var rates = new List<Rate>();
        foreach (var (node, itemPath) in read.Items(product, path, "rates"))
        {
            if (read.Mapping(node, itemPath, "from", "until", "perHour") is not { } item) continue;
            var from = read.Day(item, itemPath, "from");
            var until = read.Day(item, itemPath, "until", optional: true);
            var perHour = read.Amount(item, itemPath, "perHour");
            if (from is null) continue;
            if (from.Value.Day != 1) read.Mistake(node, $"{itemPath}from", "must be the first day of a month: a product has one rate in a month");
            if (until is { } last && last.AddDays(1).Day != 1) read.Mistake(node, $"{itemPath}until", "must be the last day of a month: a product has one rate in a month");
            if (until < from) read.Mistake(node, $"{itemPath}until", "lies before from");
            if (rates.LastOrDefault() is { } previous && from <= (previous.Until ?? previous.From)) read.Mistake(node, $"{itemPath}from", "must lie after the rate before it; write the oldest rate first");
            rates.Add(new Rate(from.Value, until, perHour));
        }
        return rates;
    }

    private static string PartyId(YamlReader read, YamlMappingNode parent, string path, string key) =>
        read.Text(parent, path, key, PartyPattern().IsMatch, "it must be scheme:value, such as nl-wmo:9901");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}:[A-Za-z0-9-]{1,32}$")]
    private static partial Regex PartyPattern();

    [GeneratedRegex("^[A-Za-z0-9]{1,16}$")]
    private static partial Regex CodePattern();
}
