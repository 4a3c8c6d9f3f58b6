using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.BillingAdapters.Simulated.Rules;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Renders a request for care to be ordered, or for a change of it.</summary>
internal static class RenderRequest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.RenderRequest, (RequestToRender request, World world) =>
    {
        AdapterService.RequireWhole(request.Client.Identifiers, "client.identifiers");
        AdapterService.RequireWhole(request.Products, "products");
        return Render(request, world).ToHttp("request-refused");
    });

    public static OrFaults<DocumentsRendered> Render(RequestToRender request, World world)
    {
        var faults = RequestRules.Check(request, world);
        if (faults.Count > 0) return faults;

        var shape = world.Shapes.ServiceRequest;
        return new DocumentsRendered([Envelope.ToDocument(shape, request.Reference,
            [.. Envelope.Write(shape, request.Reference, request.IssuedOn, request.Payer.Value, request.Sender.Value), request.RequestReference, Words.Requests[request.Kind],
                request.Client.Identifiers[0].Value, Words.RequestReasons[request.Reason], Words.Referrers[request.Referrer], request.Remark, Numbers.Whole(request.Products.Count)],
            request.Products.Select(p => new[]
            {
                Words.ProductChanges[p.Change], p.AssignmentNumber, p.Product?.Category, p.Product?.Code, Numbers.Iso(p.From), Numbers.Iso(p.Until),
                p.Volume is { } volume ? Numbers.Whole(volume) : null, Words.Units[p.Unit], Words.Frequencies[p.Frequency], p.Budget is { } budget ? Numbers.Money(budget) : null,
            }))]);
    }
}
