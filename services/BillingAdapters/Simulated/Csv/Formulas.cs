namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>A spreadsheet runs what begins with one of four signs. An apostrophe before it makes it text; who reads takes it away again.</summary>
internal static class Formulas
{
    private const string Signs = "=+-@";

    public static bool IsOne(string value) => value.Length > 0 && Signs.Contains(value[0]);

    public static string Neutralise(string value) => IsOne(value.TrimStart('\'')) ? $"'{value}" : value;

    public static string Restore(string value) => value.StartsWith('\'') && IsOne(value.TrimStart('\'')) ? value[1..] : value;
}
