using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>The words that documents have for the values of the contract; the same ones, unless a council says it otherwise.</summary>
internal sealed class Words<T> where T : struct, Enum
{
    private readonly Dictionary<T, string> _words;
    private readonly Dictionary<string, T> _values;

    public Words(params (T Value, string Word)[] other)
    {
        _words = Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        foreach (var (value, word) in other) _words[value] = word;
        _values = _words.ToDictionary(pair => pair.Value, pair => pair.Key);
        Kind = Kind.Words([.. _words.Values]);
    }

    public Kind Kind { get; }

    public string this[T value] => _words[value];

    public string? this[T? value] => value is { } known ? _words[known] : null;

    public T Read(Row row, string column) => _values[row[column]];

    public T? ReadOrNull(Row row, string column) => row.Or(column) is { } word ? _values[word] : null;
}

internal static class Words
{
    public const string Charge = "charge", Credit = "credit", Adjustment = "adjustment";
    public const string Judged = "judged", Refused = "refused", Paid = "paid", Rejected = "rejected", Accepted = "accepted", UnderExamination = "under-examination";

    public static readonly Words<Unit> Units = new(
        (Unit.PartOfDay, "session"), (Unit.PieceOfOutput, "outcome"), (Unit.PieceOfEffort, "item"), (Unit.MinorCurrencyUnit, "minor-unit"));

    public static readonly Words<Frequency> Frequencies = new((Frequency.WholePeriod, "total"));
    public static readonly Words<AssignmentChange> OrderChanges = new((AssignmentChange.Changed, "amended"), (AssignmentChange.Withdrawn, "cancelled"));
    public static readonly Words<NoticeChange> NoticeChanges = new((NoticeChange.Changed, "amended"), (NoticeChange.Withdrawn, "cancelled"));
    public static readonly Words<ProductChange> ProductChanges = new((ProductChange.Changed, "amended"));
    public static readonly Words<NoticeKind> Notices = new();
    public static readonly Words<StopReason> StopReasons = new();
    public static readonly Words<RequestKind> Requests = new();
    public static readonly Words<RequestReason> RequestReasons = new();
    public static readonly Words<Referrer> Referrers = new((Referrer.Payer, "council"));
}
