using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>What was judged for one provider before, against which a line is held. An order that this payer did not send is taken on trust.</summary>
internal sealed class Ledger
{
    private const int MinutesPerHour = 60;

    private readonly Dictionary<string, Order> _orders;
    private readonly Dictionary<string, JudgedLine> _lines = [];
    private readonly HashSet<string> _credited = [];
    private readonly HashSet<object> _charged = [];
    private readonly Dictionary<string, (decimal Quantity, long Amount)> _spent = [];

    public Ledger(PayerFile file, string provider)
    {
        _orders = file.Orders.ToDictionary(order => order.Number);
        foreach (var line in file.Lines.Where(line => line.Provider == provider)) Add(line);
    }

    public void Add(JudgedLine line)
    {
        if (!_lines.TryAdd(line.Reference, line) || !line.Paid) return;
        if (line.Type == Words.Charge) _charged.Add(KeyOf(line));
        if (line is { Type: Words.Credit, Corrects: { } credited } && _credited.Add(credited) && _lines.TryGetValue(credited, out var charge)) _charged.Remove(KeyOf(charge));
        if (line.Order is { } number && _orders.TryGetValue(number, out var order))
        {
            var spent = _spent.GetValueOrDefault(number);
            _spent[number] = (spent.Quantity + (line.Amount < 0 ? -InUnitOf(order, line) : InUnitOf(order, line)), spent.Amount + line.Amount);
        }
    }

    public string? Check(JudgedLine line)
    {
        if (_lines.ContainsKey(line.Reference)) return Reasons.LineUsed;
        var corrected = line.Corrects is { } reference && _lines.TryGetValue(reference, out var earlier) && earlier.Paid && earlier.Client == line.Client ? earlier : null;
        return line.Type switch
        {
            Words.Credit when line.Corrects is { } credited && _credited.Contains(credited) => Reasons.CreditRepeated,
            Words.Credit => corrected is { Type: Words.Charge } && corrected.Amount == -line.Amount && corrected.Quantity == line.Quantity ? null : Reasons.CreditUnknown,
            Words.Adjustment => corrected is null ? Reasons.AdjustmentUnknown : null,
            _ => _charged.Contains(KeyOf(line)) ? Reasons.LineRepeated : line.Order is { } number && _orders.TryGetValue(number, out var order) ? Check(line, order) : null,
        };
    }

    private string? Check(JudgedLine line, Order order)
    {
        if (order.Change == AssignmentChange.Withdrawn) return Reasons.OrderCancelled;
        if (order.Client != line.Client) return Reasons.OrderClient;
        if (order.Service is { } service && service != line.Service) return Reasons.OrderService;
        if (order.Unit is { } unit && !Amounts.CanPrice(unit, line.Unit)) return Reasons.OrderUnit;
        if (line.From < order.From || line.Until > order.Until) return Reasons.OrderDates;
        var spent = _spent.GetValueOrDefault(order.Number);
        var most = order.Quantity is not { } quantity ? null : order.Per == Frequency.WholePeriod ? quantity - spent.Quantity : (decimal?)quantity * Times(order.Per, line.From, line.Until);
        return InUnitOf(order, line) > most || spent.Amount + line.Amount > order.Budget ? Reasons.OrderQuantity : null;
    }

    private static decimal InUnitOf(Order order, JudgedLine line) =>
        order.Unit == Unit.Hour && line.Unit == Unit.Minute ? (decimal)line.Quantity / MinutesPerHour : line.Quantity;

    // A week or a month that is touched counts whole.
    private static int Times(Frequency? per, DateOnly from, DateOnly until) => per switch
    {
        Frequency.Day => until.DayNumber - from.DayNumber + 1,
        Frequency.Week => (Monday(until) - Monday(from)) / 7 + 1,
        _ => (until.Year - from.Year) * 12 + until.Month - from.Month + 1,
    };

    private static int Monday(DateOnly day) => day.DayNumber - ((int)day.DayOfWeek + 6) % 7;

    private static object KeyOf(JudgedLine line) => (line.Client, line.Order, line.Service, line.From, line.Until, line.Rate);
}
