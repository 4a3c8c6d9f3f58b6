using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>A row of a table by the names of its columns; an empty value is absent.</summary>
internal sealed class Row(string[] columns, string[] values)
{
    public string? Find(string column) => values[Array.IndexOf(columns, column)] is { Length: > 0 } value ? value : null;

    public string Text(string column) => Find(column) ?? throw new UnreadableMessageException($"{column} is missing.");

    // What a spreadsheet would run has an apostrophe in front.
    public string Identifier(string column) => Text(column) is ['\'', ..] value && value.TrimStart('\'') is ['=' or '+' or '-' or '@', ..] ? value[1..] : Text(column);

    public long Whole(string column) => long.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new UnreadableMessageException($"{column} is not a whole number.");

    public DateOnly Date(string column) => DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", out var date)
        ? date
        : throw new UnreadableMessageException($"{column} is not a date.");

    public long Cents(string column) =>
        Text(column) is [.., '.', _, _] text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money)
            ? (long)(money * 100)
            : throw new UnreadableMessageException($"{column} is not an amount with two decimals.");
}

/// <summary>A document of the CSV dialect: a table of one row, its header, and under it a table of its lines.</summary>
internal sealed partial record Sheet(Row Header, IReadOnlyList<Row> Lines)
{
    public const string Envelope = "document,version,reference,issued_on,council,provider";

    public static Sheet Read(byte[] content, string document, string header, string lines)
    {
        var rows = Rows(content);
        var (columns, names) = ($"{Envelope},{header}".Split(','), lines.Split(','));
        if (rows.Count < 3 || !rows[0].SequenceEqual(columns) || !rows[2].SequenceEqual(names)) throw new UnreadableMessageException($"The columns are not those of a {document}.");
        if (rows[1].Length != columns.Length || rows.Skip(3).Any(row => row.Length != names.Length)) throw new UnreadableMessageException("A row is too short or too long.");
        var sheet = new Sheet(new(columns, rows[1]), [.. rows.Skip(3).Select(row => new Row(names, row))]);
        return sheet.Header.Text("document") == document && sheet.Header.Text("version") == "1"
            ? sheet
            : throw new UnreadableMessageException($"This is not a {document} of version 1.");
    }

    public static string Write(string document, string header, IEnumerable<object?> values, string lines, IEnumerable<object?[]> rows) =>
        string.Concat(((object?[][])[$"{Envelope},{header}".Split(','), [document, 1, .. values], lines.Split(','), .. rows])
            .Select(row => string.Join(',', row.Select(Written)) + "\r\n"));

    public static string Money(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Written(object? value) => value switch
    {
        DateOnly date => date.Iso(),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        string text when text.AsSpan().ContainsAny(',', '"') => $"\"{text.Replace("\"", "\"\"")}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // No value holds a line break, so a line is a row.
    private static List<string[]> Rows(byte[] content)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\ufeff');
            return [.. text.Split('\n').Select(line => line.TrimEnd('\r')).SkipLast(text.EndsWith('\n') ? 1 : 0).Select(Values)];
        }
        catch (DecoderFallbackException e)
        {
            throw new UnreadableMessageException("This is not UTF-8.", e);
        }
    }

    private static string[] Values(string line) => Line().IsMatch(line)
        ? [.. Value().Matches(line).Select(value => value.Value is ['"', .. var quoted, '"'] ? quoted.Replace("\"\"", "\"") : value.Value)]
        : throw new UnreadableMessageException("A line is not CSV.");

    [GeneratedRegex("""^(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$""")]
    private static partial Regex Line();

    [GeneratedRegex("""(?<=^|,)(?:"(?:[^"]|"")*"|[^",]*)(?=,|$)""")]
    private static partial Regex Value();
}

/// <summary>The words of this dialect for the codes of the case file.</summary>
internal static class Words
{
    private static readonly (string Code, string Word)[] Units =
    [
        (Unit.Minute, "minute"), (Unit.Hour, "hour"), (Unit.PartOfDay, "session"), (Unit.DayAndNight, "day-and-night"),
        (Unit.Output, "outcome"), (Unit.Effort, "item"), (Unit.Euro, "minor-unit"), ("visit", "visit"),
    ];

    private static readonly (string Code, string Word)[] Frequencies =
        [(Frequency.Day, "day"), (Frequency.Week, "week"), (Frequency.Month, "month"), (Frequency.Total, "total")];

    public static string? Of(string? unit) => Units.FirstOrDefault(item => item.Code == unit).Word;

    public static string? Per(string? frequency) => Frequencies.FirstOrDefault(item => item.Code == frequency).Word;

    public static string FrequencyOf(string word) => Frequencies.FirstOrDefault(item => item.Word == word).Code ?? throw new UnreadableMessageException($"'{word}' is no stretch of time.");

    public static string CodeOf(string word) => Units.FirstOrDefault(item => item.Word == word).Code ?? throw new UnreadableMessageException($"'{word}' is no unit.");
}
