using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Reads a WMO301 and renders the WMO302 that is owed for it.</summary>
internal static class ReadAssignments
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadAssignments, (AssignmentsToRead request, PublishedSchemas schemas) =>
    {
        AdapterService.RequireWhole(request.Objections, "objections");
        var result = Read(request);
        if (result.Refused(out var read)) return result.ToHttp("message-refused");
        if (schemas.Check(request.Content) is { Count: > 0 } faults) result = faults;
        else if (read.ReturnMessage is { } document) schemas.Require(document);
        return result.ToHttp("message-refused");
    });

    public static OrFaults<AssignmentsRead> Read(AssignmentsToRead request)
    {
        if (Numbers.ReturnReference.Refuses(request.ReturnReference, out var fault)) return fault;
        var reading = MessageReader.Read(request.Content, Wmo301.Type.Shape);
        if (reading.Refused(out var message)) return new(null, reading.Faults);

        var products = ProductInMessage.AllOf(message);
        var findings = MessageRules.Check(Wmo301.Type.Name, message, request.ReceivedOn);
        if (!Objections.Apply(request.Objections ?? [], message, products, findings, out var unknown)) return unknown;

        var identity = Envelope.Identity(message);
        var client = new Identifier(Bsn.Scheme, message.Child("Client").Text("Bsn"));
        return new AssignmentsRead(
            identity,
            findings.Count > 0 ? [] : [.. products.Select(product => ToAssignment(product, client, identity.Payer))],
            [.. findings.Select(f => f.ToFault())],
            ReturnMessage.Render(Wmo301.Type, message, request.ReturnReference, request.ReceivedOn, findings));
    }

    private static Assignment ToAssignment(ProductInMessage product, Identifier client, Identifier payer) => new(
        product.Number!,
        client,
        payer,
        product.Product,
        product.DecidedAt!.Value,
        product.From,
        product.IsWithdrawn ? AssignmentChange.Withdrawn : product.ChangeReason is null ? AssignmentChange.New : AssignmentChange.Changed,
        product.Until,
        product.Volume,
        product.Unit,
        product.Frequency,
        product.Budget,
        product.Budget is null ? null : "EUR",
        product.ChangeReason);
}
