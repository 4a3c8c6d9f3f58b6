using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Renders a request for new care as a WMO315, a request for a change as a WMO317.</summary>
internal static class RenderRequest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.RenderRequest, (RequestToRender request, PublishedSchemas schemas) =>
    {
        AdapterService.RequireWhole(request.Products, "products");
        AdapterService.RequireWhole(request.Client.Identifiers, "client.identifiers");
        var result = Render(request);
        foreach (var document in result.Value?.Documents ?? []) schemas.Require(document);
        return result.ToHttp("request-refused");
    });

    public static OrFaults<DocumentsRendered> Render(RequestToRender request) => Outgoing.Check(
        request.Kind == RequestKind.New ? Wmo315.Type : Wmo317.Type,
        request.Reference,
        request.Kind == RequestKind.New ? Wmo315.Render(request) : Wmo317.Render(request),
        Finding.Of(OutgoingRules.All, new OutgoingHead(request.Reference, request.Sender, request.Payer, request.Client))
            .Concat(Finding.Of(RequestRules.All, request)));
}
