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

    /// <summary>A part that may be left out.</summary>
    public YamlMappingNode? Part(YamlMappingNode parent, string path, string key, params string[] known) =>
        parent.Children.TryGetValue(key, out var node) ? Mapping(node, $"{path}{key}.", known) : null;

    public IEnumerable<(YamlNode Node, string Path)> Items(YamlMappingNode parent, string path, string key, bool optional = false)
    {
        if (optional && !parent.Children.ContainsKey(key)) return [];
        if (!parent.Children.TryGetValue(key, out var node) || node is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            Mistake(node ?? parent, path + key, "must be a list with at least one item");
            return [];
        }
        return list.Children.Select((item, index) => (item, $"{path}{key}[{index}]."));
    }

    /// <summary>A list of words, each of which must be right; empty where it is left out.</summary>
    public List<string> Words(YamlMappingNode parent, string path, string key, Func<string, bool> valid, string mustBe)
    {
        var words = new List<string>();
        foreach (var (node, itemPath) in Items(parent, path, key, optional: true))
            if (node is YamlScalarNode { Value: { } value } && valid(value)) words.Add(value);
            else Mistake(node, itemPath, $"is '{node}'; {mustBe}");
        return words;
    }

    public string Text(YamlMappingNode parent, string path, string key, Func<string, bool> valid, string mustBe)
    {
        parent.Children.TryGetValue(key, out var node);
        if (node is YamlScalarNode { Value: { } value } && valid(value)) return value;
        Mistake(node ?? parent, path + key, node is null ? $"is missing; {mustBe}" : $"is '{node}'; {mustBe}");
        return "";
    }

    public string? OptionalText(YamlMappingNode parent, string path, string key, Func<string, bool> valid, string mustBe) =>
        parent.Children.ContainsKey(key) && Text(parent, path, key, valid, mustBe) is { Length: > 0 } text ? text : null;

    public string OneOf(YamlMappingNode parent, string path, string key, params string[] values) =>
        Text(parent, path, key, values.Contains, $"it must be {string.Join(" or ", values)}");

    /// <summary>A value of an enumeration, written in kebab-case; the default where it is left out.</summary>
    public T Choice<T>(YamlMappingNode parent, string path, string key, T otherwise) where T : struct, Enum =>
        parent.Children.ContainsKey(key) ? Choice<T>(parent, path, key) ?? otherwise : otherwise;

    public T? Choice<T>(YamlMappingNode parent, string path, string key, params T[] allowed) where T : struct, Enum
    {
        var values = (allowed.Length == 0 ? Enum.GetValues<T>() : allowed).ToDictionary(value => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        return values.TryGetValue(OneOf(parent, path, key, [.. values.Keys]), out var value) ? value : null;
    }

    public int Number(YamlMappingNode parent, string path, string key, int otherwise, int least, int most)
    {
        if (!parent.Children.ContainsKey(key)) return otherwise;
        var text = Text(parent, path, key, value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && least <= number && number <= most, $"it must be a whole number from {least} to {most}");
        return text.Length == 0 ? otherwise : int.Parse(text, CultureInfo.InvariantCulture);
    }

    public DateOnly? Day(YamlMappingNode parent, string path, string key, bool optional = false)
    {
        if (optional && !parent.Children.ContainsKey(key)) return null;
        var text = Text(parent, path, key, IsDay, "it must be a day such as 2026-01-01");
        return text.Length == 0 ? null : DayOf(text);
    }

    public TimeOnly Time(YamlMappingNode parent, string path, string key) =>
        TimeOnly.TryParseExact(Text(parent, path, key, value => TimeOnly.TryParseExact(value, "HH:mm", out _), "it must be a time in quotes such as \"18:00\""), "HH:mm", out var time) ? time : default;

    public decimal Amount(YamlMappingNode parent, string path, string key, decimal most = 100_000) => AmountOf(
        Text(parent, path, key, value => AmountOf(value) is > 0 and var amount && amount <= most, $"it must be an amount above 0 and at most {most}, with at most two decimals, such as 67.30"));

    public static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _);

    public static DateOnly DayOf(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>0 where the text is no amount.</summary>
    public static decimal AmountOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, 2) == amount ? amount : 0;

    public void Mistake(YamlNode node, string path, string what)
    {
        if (seen.Add((node.Start.Line, what))) Mistakes.Add($"{file}:{node.Start.Line}: {path.TrimEnd('.')} {what}");
    }

    private T? Missing<T>(YamlNode node, string path, string what) where T : class
    {
        Mistake(node, path, what);
        return null;
    }
}
