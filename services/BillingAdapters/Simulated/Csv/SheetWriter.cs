using CsvHelper;

namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>Writes a document as RFC 4180 and the README say.</summary>
internal static class SheetWriter
{
    // The two tables have different columns.
    private static readonly CsvWriterOptions Form = new() { ValidateFieldCount = false };

    public static byte[] Write(Shape shape, string?[] header, IEnumerable<string?[]> lines)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, Form))
        {
            csv.WriteRecord(NamesOf(shape.Header));
            csv.WriteRecord(Neutral(shape.Header, header));
            csv.WriteRecord(NamesOf(shape.Lines));
            foreach (var line in lines) csv.WriteRecord(Neutral(shape.Lines, line));
        }
        return bytes.ToArray();
    }

    private static string[] NamesOf(Table table) => [.. table.Columns.Select(column => column.Name)];

    private static string?[] Neutral(Table table, string?[] values)
    {
        if (values.Length != table.Columns.Count) throw new InvalidOperationException($"{values.Length} values for {table.Columns.Count} columns.");
        return [.. values.Select((value, i) => value is not null && table.Columns[i].Kind.IsFree ? Formulas.Neutralise(value) : value)];
    }
}
