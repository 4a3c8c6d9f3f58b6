using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>
/// The reasons that councils give, in words, and what can be done about them. What a council writes beside its reason is for the people who
/// read the document: it may hold anything, so it goes no further.
/// </summary>
internal static class Reasons
{
    public const string SheetUsed = "SHEET-USED", SheetSums = "SHEET-SUMS", SheetPeriod = "SHEET-PERIOD", SheetParty = "SHEET-PARTY", SheetCurrency = "SHEET-CURRENCY",
        OrderUnknown = "ORDER-UNKNOWN", OrderClient = "ORDER-CLIENT", OrderCancelled = "ORDER-CANCELLED", OrderService = "ORDER-SERVICE", OrderUnit = "ORDER-UNIT",
        OrderDates = "ORDER-DATES", OrderQuantity = "ORDER-QUANTITY", Dates = "DATES", Rate = "RATE", Amount = "AMOUNT", LineUsed = "LINE-USED",
        LineRepeated = "LINE-REPEATED", CreditUnknown = "CREDIT-UNKNOWN", CreditRepeated = "CREDIT-REPEATED", AdjustmentUnknown = "ADJUSTMENT-UNKNOWN", Declined = "DECLINED",
        ReferenceUsed = "REFERENCE-USED", NumberUsed = "NUMBER-USED", PaidLines = "PAID-LINES", OrderRepeated = "ORDER-REPEATED", DatedAhead = "DATED-AHEAD",
        Quantity = "QUANTITY", ClientUnknown = "CLIENT-UNKNOWN";

    private static readonly Dictionary<string, AnswerCode> Known = new AnswerCode[]
    {
        new(SheetUsed, "The number of the time-sheet was used before.", "Check whether it was already answered; if not, send it again under a new number.", true),
        new(SheetSums, "The total of the time-sheet is not the sum of its lines.", "Correct the total, and send it again under a new number.", true),
        new(SheetPeriod, "The period of the time-sheet ends before it starts, or after the day of issue.", "Correct the period, and send it again under a new number.", true),
        new(SheetParty, "The time-sheet is for another council, or of a provider that the council does not know.", "Compare the agreement with the contract.", true),
        new(SheetCurrency, "The council does not pay in this currency.", "Correct the currency of the agreement, and send it again under a new number.", true),
        new(OrderUnknown, "The council knows no purchase order of this number.", "Check the number; ask the council to send the order again.", true),
        new(OrderClient, "The purchase order is for another client.", "Check the client and the number of the order, and claim again.", true),
        new(OrderCancelled, "The purchase order was cancelled.", "Ask the council why; it may have sent another order in its place.", true),
        new(OrderService, "The service is not that of the purchase order.", "Claim the service that was ordered, or ask for another order.", true),
        new(OrderUnit, "The unit is not that of the purchase order.", "Claim in the unit that was ordered.", true),
        new(OrderDates, "There are days outside the purchase order.", "Claim only the days that are ordered, or ask to extend the order.", true),
        new(OrderQuantity, "This is more than was ordered.", "Claim what is left, and ask for a larger order if the client needs it.", true),
        new(Dates, "The dates contradict one another or the period of the document.", "Correct the dates, and send it again under a new reference.", true),
        new(Rate, "The rate is not the one that was agreed.", "Compare the agreement with the contract, correct the rate, and claim again.", true),
        new(Amount, "The amount is not the quantity times the rate, or of the wrong sign.", "Correct the amount, and claim again.", true),
        new(LineUsed, "The reference of the line was used before.", "Check whether the line was already answered; if not, claim it again under a new reference.", true),
        new(LineRepeated, "This was paid already for these days.", "Credit the earlier line first if it was wrong, then claim again.", true),
        new(CreditUnknown, "The council paid no charge that this credit takes back.", "Check which line was paid; a line that was rejected is never credited.", true),
        new(CreditRepeated, "This line was already credited.", "Nothing needs to be done: it can be credited only once.", false),
        new(AdjustmentUnknown, "The council paid no line that this adjustment changes.", "Check which line was paid; claim the whole where nothing was.", true),
        new(Declined, "The council declines to pay, for a reason of its own.", "Ask the council.", false),
        new(ReferenceUsed, "The reference of the document was used before.", "Send it again under a new reference.", true),
        new(NumberUsed, "The number belongs to the order of another client or service.", "Check the number of the order.", true),
        new(PaidLines, "The order is cancelled, but lines of it were paid.", "Credit those lines first.", true),
        new(OrderRepeated, "The number of the order stands in the document twice.", "Name it once, and send it again.", true),
        new(DatedAhead, "The document bears a date in the future.", "Send it again with today's date, under a new reference.", true),
        new(Quantity, "The quantity is not complete.", "Name quantity, unit and per together.", true),
        new(ClientUnknown, "The council does not know the client.", "Check the client's identifier, and which council is responsible.", true),
    }.ToDictionary(code => code.Code);

    public static IReadOnlyCollection<string> All => Known.Keys;

    public static AnswerCode Explain(string reason) => Known.GetValueOrDefault(reason)
        ?? new(reason, "The council gives a reason that is not known here.", "Ask the council what it means; its document may say it in words.", false);
}
