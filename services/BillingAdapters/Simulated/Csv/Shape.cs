namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>A column of a table.</summary>
internal sealed record Column(string Name, Kind Kind, bool Needed = true);

/// <summary>The columns of a table, in their order.</summary>
internal sealed class Table(params Column[] columns)
{
    private readonly Dictionary<string, int> _places = columns.Select((column, place) => (column, place)).ToDictionary(c => c.column.Name, c => c.place);

    public IReadOnlyList<Column> Columns { get; } = columns;

    public int PlaceOf(string column) => _places[column];
}

/// <summary>A document: a table of one line, and a table of many below it.</summary>
internal sealed record Shape(string Document, Table Header, Table Lines, int FewestLines = 0);

/// <summary>A line of a table with its values. An absent value is empty.</summary>
internal sealed record Row(Table Table, int Line, string[] Values)
{
    public string this[string column] => Values[Table.PlaceOf(column)];

    public string? Or(string column) => this[column] is { Length: > 0 } value ? value : null;

    public string Place(string column) => $"line {Line}, column {column}";
}

/// <summary>A document whose form is right: every value is of its kind, and every value that is needed is there.</summary>
internal sealed record Sheet(Shape Shape, Row Header, IReadOnlyList<Row> Lines);
