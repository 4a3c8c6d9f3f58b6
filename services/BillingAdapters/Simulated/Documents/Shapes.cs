using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>The seven documents of the README.</summary>
internal sealed class Shapes
{
    public Shapes(World world)
    {
        Column[] envelope =
        [
            new("document", Kind.Code), new("version", Kind.Words("1")), new("reference", Kind.Reference), new("issued_on", Kind.Date),
            new("council", world.CouncilKind), new("provider", world.ProviderKind),
        ];
        Column lines = new("lines", Kind.Quantity), text = new("text", Kind.Text, Needed: false), currency = new("currency", Kind.Currency), client = new("client", world.ClientKind);
        Column order = new("order", Kind.Code, Needed: false), category = new("category", Kind.Code, Needed: false), service = new("service", Kind.Code, Needed: false);
        Column quantity = new("quantity", Kind.Quantity, Needed: false), unit = new("unit", Words.Units.Kind, Needed: false), per = new("per", Words.Frequencies.Kind, Needed: false);
        Column until = new("until", Kind.Date, Needed: false), budget = new("budget", Kind.Price, Needed: false), reason = new("reason", Kind.Reason, Needed: false);

        TimeSheet = new("time-sheet",
            new([.. envelope, new("period_from", Kind.Date), new("period_until", Kind.Date), currency, lines, new("total", Kind.Money)]),
            new(new("line", Kind.Reference), new("type", Kind.Words(Words.Charge, Words.Credit, Words.Adjustment)), new("corrects", Kind.Reference, Needed: false),
                client, order, category, service with { Needed = true }, new("from", Kind.Date), until with { Needed = true }, quantity with { Needed = true },
                unit with { Needed = true }, new("rate", Kind.Price, Needed: false), new("rate_per", Words.Units.Kind, Needed: false), new("amount", Kind.Money)), 1);
        RemittanceAdvice = new("remittance-advice",
            new([.. envelope, new("time_sheet", Kind.Reference), currency, new("decision", Kind.Words(Words.Judged, Words.Refused)), reason, lines,
                new("submitted", Kind.Money), new("paid", Kind.Money), new("rejected", Kind.Money)]),
            new(new("line", Kind.Reference), new("decision", Kind.Words(Words.Paid, Words.Rejected)), new("amount", Kind.Money), reason, text));
        PurchaseOrder = new("purchase-order",
            new([.. envelope, currency, lines]),
            new(order with { Needed = true }, new("change", Words.OrderChanges.Kind), new("change_reason", Kind.Code, Needed: false), client, category, service,
                new("decided_at", Kind.Moment), new("from", Kind.Date), until, quantity, unit, per, budget), 1);
        ServiceNotice = new("service-notice",
            new([.. envelope, new("notice", Words.Notices.Kind), client, lines]),
            new(order with { Needed = true }, new("change", Words.NoticeChanges.Kind), category, service, new("started_on", Kind.Date),
                new("stopped_on", Kind.Date, Needed: false), new("reason", Words.StopReasons.Kind, Needed: false)), 1);
        ServiceRequest = new("service-request",
            new([.. envelope, new("request", Kind.Reference), new("kind", Words.Requests.Kind), client, new("reason", Words.RequestReasons.Kind, Needed: false),
                new("referrer", Words.Referrers.Kind, Needed: false), new("remark", Kind.Text, Needed: false), lines]),
            new(new("change", Words.ProductChanges.Kind), order, category, service, new("from", Kind.Date, Needed: false), until, quantity, unit, per, budget), 1);
        RequestDecision = new("request-decision",
            new([.. envelope, new("request", Kind.Reference), new("decision", Kind.Words(Words.Rejected, Words.UnderExamination)), lines]),
            new(reason with { Needed = true }, text));
        Acknowledgement = new("acknowledgement",
            new([.. envelope, new("acknowledges", Kind.Words(PurchaseOrder.Document, RequestDecision.Document, ServiceNotice.Document, ServiceRequest.Document)),
                new("acknowledged", Kind.Reference), new("outcome", Kind.Words(Words.Accepted, Words.Rejected)), lines]),
            new(order, reason with { Needed = true }, text));
        All = [TimeSheet, RemittanceAdvice, PurchaseOrder, ServiceNotice, ServiceRequest, RequestDecision, Acknowledgement];
    }

    public Shape TimeSheet { get; }
    public Shape RemittanceAdvice { get; }
    public Shape PurchaseOrder { get; }
    public Shape ServiceNotice { get; }
    public Shape ServiceRequest { get; }
    public Shape RequestDecision { get; }
    public Shape Acknowledgement { get; }
    public IReadOnlyList<Shape> All { get; }
}
