using Buurtzorg.BillingAdapters.Hosting;
using CsvHelper;

namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>Reads a document against its shape and collects every fault of form. Faults name places and never values.</summary>
internal sealed class SheetReader
{
    private const int NamesOfHeader = 1, Header = 2, NamesOfLines = 3;

    // More than any table has columns; what is beyond is counted as too many and not kept.
    private const int MostValues = 64;

    private readonly Faults _faults = new();
    private readonly CsvReader _csv;

    private SheetReader(string text) => _csv = CsvReader.FromText(text, new CsvReaderOptions
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        AllowLineBreaksInQuotes = false,
        TrackLineNumbers = true,
        PoolStrings = true,
        OnMalformedRecord = record => _faults.Add(
            "quotes-misplaced", "A quote is not closed, stands within a value without being doubled, or text follows it.", $"line {record.LineNumber}"),
    });

    public static OrFaults<Sheet> Read(byte[] content, IReadOnlyCollection<Shape> known, params IReadOnlyCollection<Shape> expected) =>
        Read(content, known, expected, headerOnly: false);

    /// <summary>Looks no further than the envelope.</summary>
    public static OrFaults<Sheet> ReadHeader(byte[] content, IReadOnlyCollection<Shape> known) =>
        Read(SheetText.FirstLines(content, Header), known, known, headerOnly: true);

    private static OrFaults<Sheet> Read(ReadOnlySpan<byte> content, IReadOnlyCollection<Shape> known, IReadOnlyCollection<Shape> expected, bool headerOnly)
    {
        var faults = new Faults();
        if (SheetText.Decode(content, faults) is not { } text || text.Length == 0) return faults.All;
        var reader = new SheetReader(text);
        faults.All.ForEach(fault => reader._faults.Add(fault.Code, fault.Detail, fault.Place));
        var sheet = reader.ReadSheet(known, expected, headerOnly);
        return sheet is null || reader._faults.Any ? reader._faults.All : sheet;
    }

    private Sheet? ReadSheet(IReadOnlyCollection<Shape> known, IReadOnlyCollection<Shape> expected, bool headerOnly)
    {
        if (Next() is not { } names || Next() is not { } values)
            _faults.Add("header-missing", "The first two lines should be the names and the values of the header.");
        else if (known.FirstOrDefault(s => s.Document == values[0]) is not { } shape || names[0] != "document")
            _faults.Add("document-unknown", "The header does not say which of the known documents this is.", $"line {Header}, column document");
        else if (!expected.Contains(shape))
            _faults.Add("document-not-expected", "This is another document than is read here.", $"line {Header}, column document");
        else
            return ReadTables(shape, names, values, headerOnly);
        return null;
    }

    private Sheet ReadTables(Shape shape, string[] names, string[] values, bool headerOnly)
    {
        CheckNames(shape.Header, names, NamesOfHeader);
        var header = ReadRow(shape.Header, values, Header);
        var lines = new List<Row>();
        if (headerOnly) return new(shape, header, lines);

        if (Next() is { } columns && CheckNames(shape.Lines, columns, NamesOfLines))
            while (!_faults.Full && Next() is { } line)
                lines.Add(ReadRow(shape.Lines, line, checked((int)_csv.LineNumber)));
        else if (!_faults.Any)
            _faults.Add("column-missing", "The names of the columns of the lines are missing.", $"line {NamesOfLines}");
        if (!_faults.Any && lines.Count != Numbers.Whole(header["lines"]))
            _faults.Add("lines-differ", "There are not as many lines as the header says; the message may have been cut off.", header.Place("lines"));
        if (!_faults.Any && lines.Count < shape.FewestLines)
            _faults.Add("lines-missing", "There should be at least one line.", header.Place("lines"));
        return new(shape, header, lines);
    }

    private string[]? Next()
    {
        if (!_csv.Read()) return null;
        var values = new string[Math.Min(_csv.FieldCount, MostValues)];
        for (var i = 0; i < values.Length; i++) values[i] = _csv.GetString(i);
        return values;
    }

    private bool CheckNames(Table table, string[] names, int line)
    {
        var expected = table.Columns.Select(c => c.Name).ToList();
        if (names.SequenceEqual(expected)) return true;
        foreach (var missing in expected.Except(names)) _faults.Add("column-missing", "This column is missing.", $"line {line}, column {missing}");
        if (expected.All(names.Contains))
            _faults.Add(names.Length == expected.Count ? "columns-out-of-order" : "column-unknown", names.Length == expected.Count
                ? "The columns are not in their order." : "There are columns here that do not belong, or one twice.", $"line {line}");
        else if (names.Except(expected).Any())
            _faults.Add("column-unknown", "There are columns here that do not belong.", $"line {line}");
        return false;
    }

    private Row ReadRow(Table table, string[] values, int line)
    {
        var row = new Row(table, line, values);
        if (values is [""]) _faults.Add("blank-line", "There should be no blank line.", $"line {line}");
        else if (values.Length != table.Columns.Count)
            _faults.Add("wrong-number-of-values", $"There should be {table.Columns.Count} values on this line.", $"line {line}");
        else
            for (var i = 0; i < values.Length; i++)
                Check(table.Columns[i], ref values[i], row);
        return row;
    }

    private void Check(Column column, ref string value, Row row)
    {
        if (value.Length == 0)
        {
            if (column.Needed) _faults.Add("value-missing", "This value should not be empty.", row.Place(column.Name));
            return;
        }
        if (column.Kind.IsFree && Formulas.IsOne(value))
            _faults.Add("formula", "A value may not begin as a formula does; an apostrophe goes before it.", row.Place(column.Name));
        if (column.Kind.IsFree) value = Formulas.Restore(value);
        if (!column.Kind.Accepts(value))
            _faults.Add("value-invalid", $"The value should be {column.Kind.Expected}.", row.Place(column.Name));
    }
}
