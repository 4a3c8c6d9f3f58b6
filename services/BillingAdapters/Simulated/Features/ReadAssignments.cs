using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.BillingAdapters.Simulated.Rules;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Reads purchase orders and renders the acknowledgement that is owed for them.</summary>
internal static class ReadAssignments
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadAssignments, (AssignmentsToRead request, World world) =>
    {
        AdapterService.RequireWhole(request.Objections, "objections");
        return Read(request, world).ToHttp("message-refused");
    });

    public static OrFaults<AssignmentsRead> Read(AssignmentsToRead request, World world)
    {
        if (!Kind.Reference.Accepts(request.ReturnReference))
            return new List<Fault> { new("return-reference-invalid", $"The reference should be {Kind.Reference.Expected}.", Place: "returnReference") };
        var reading = SheetReader.Read(request.Content, world.Shapes.All, world.Shapes.PurchaseOrder);
        if (reading.Refused(out var sheet)) return new(null, reading.Faults);

        var findings = OrderRules.Check(sheet, world, request.ReceivedOn);
        if (!OrderRules.Apply(request.Objections ?? [], sheet, findings, out var unknown)) return unknown;
        return new AssignmentsRead(
            Envelope.Identity(sheet, world),
            findings.Count > 0 ? [] : [.. sheet.Lines.Select(order => ToAssignment(order, sheet.Header, world))],
            [.. findings.Select(f => f.ToFault())],
            Acknowledgement.Render(world, sheet, request.ReturnReference, request.ReceivedOn, findings));
    }

    private static Assignment ToAssignment(Row order, Row header, World world) => new(
        order["order"],
        new(world.Client.Scheme, order["client"]),
        new(world.Payer.Scheme, header["council"]),
        new(order.Or("category"), order.Or("service")),
        order.Moment("decided_at"),
        order.Date("from"),
        Words.OrderChanges.Read(order, "change"),
        order.DateOrNull("until"),
        order.WholeOrNull("quantity"),
        Words.Units.ReadOrNull(order, "unit"),
        Words.Frequencies.ReadOrNull(order, "per"),
        order.MinorOrNull("budget"),
        order.Or("budget") is null ? null : header["currency"],
        order.Or("change_reason"));
}
