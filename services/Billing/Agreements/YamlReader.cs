using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.Billing.Agreements;

/// <summary>
/// Reads a YAML document by its keys and keeps every mistake with its file, line and key instead of stopping at the first.
/// A part that several keys share by an alias is complained about once.
/// </summary>
internal sealed class YamlReader(string file)
{
    private readonly HashSet<(long Line, string What)> seen = [];

    public List<string> Mistakes { get; } = [];

    public YamlMappingNode? Mapping(YamlNode node, string path, params string[] known)
    {
        if (node is not YamlMappingNode mapping) return Missing<YamlMappingNode>(node, path, "must be a list of keys with values");
        foreach (var key in mapping.Children.Keys.Where(key => !known.Contains(key.ToString())))
            Mistake(key, $"{path}{key}", $"is not known here; known are {string.Join(", ", known)}");
        return mapping;
    }

    public IEnumerable<(YamlNode Node, string Path)> Items(YamlMappingNode parent, string path, string key)
    {
        if (!parent.Children.TryGetValue(key, out var node) || node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Mistake(node ?? parent, path + key, "must be a list with at least one item");
            return [];
        }
        return list.Children.Select((item, index) => (item, $"{path}{key}[{index}]."));
    }

    public string Text(YamlMappingNode parent, string path, string key, Func<string, bool> valid, string mustBe)
    {
        parent.Children.TryGetValue(key, out var node);
        if (node is YamlScalarNode { Value: { } value } && valid(value)) return value;
        Mistake(node ?? parent, path + key, node is null ? $"is missing; {mustBe}" : $"is '{node}'; {mustBe}");
        return "";
    }

    public string OneOf(YamlMappingNode parent, string path, string key, params string[] values) =>
        Text(parent, path, key, values.Contains, $"it must be {string.Join(" or ", values)}");

    public DateOnly? Day(YamlMappingNode parent, string path, string key, bool optional = false)
    {
        if (optional && !parent.Children.ContainsKey(key)) return null;
        var text = Text(parent, path, key, value => DateOnly.TryParseExact(value, "yyyy-MM-dd", out _), "it must be a day such as 2026-01-01");
        return text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public decimal Amount(YamlMappingNode parent, string path, string key)
    {
        var text = Text(parent, path, key, value => TryAmount(value, out _), "it must be an amount above 0 and at most 1000, with at most two decimals, such as 67.30");
        return TryAmount(text, out var amount) ? amount : 0;
    }

    public void Mistake(YamlNode node, string path, string what)
    {
        if (seen.Add((node.Start.Line, what))) Mistakes.Add($"{file}:{node.Start.Line}: {path.TrimEnd('.')} {what}");
    }

    private static bool TryAmount(string text, out decimal amount) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && amount is > 0 and <= 1000 && decimal.Round(amount, 2) == amount;

    private T? Missing<T>(YamlNode node, string path, string what) where T : class
    {
        Mistake(node, path, what);
        return null;
    }
}
