using System.Globalization;

namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>Numbers and dates to and from their form in a document. What is read has been checked already.</summary>
internal static class Numbers
{
    public const long LargestMoney = 999_999_999_999, LargestQuantity = 999_999_999_999;

    public static string Money(long minor) =>
        string.Create(CultureInfo.InvariantCulture, $"{(minor < 0 ? "-" : "")}{Math.Abs(minor) / 100}.{Math.Abs(minor) % 100:00}");

    public static long Minor(string money) => long.Parse(money.Replace(".", ""), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static long Whole(string value) => long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Iso(DateOnly? date) => date is { } day ? Iso(day) : null;

    public static string Iso(DateTime moment) => moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    public static DateOnly Date(this Row row, string column) => DateOnly.ParseExact(row[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? DateOrNull(this Row row, string column) => row.Or(column) is null ? null : row.Date(column);

    public static DateTime Moment(this Row row, string column) => DateTime.ParseExact(row[column], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    public static long Minor(this Row row, string column) => Minor(row[column]);

    public static long? MinorOrNull(this Row row, string column) => row.Or(column) is { } value ? Minor(value) : null;

    public static long? WholeOrNull(this Row row, string column) => row.Or(column) is { } value ? Whole(value) : null;
}
