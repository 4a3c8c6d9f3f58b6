using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Renders the start of care as a WMO305, the stop of care as a WMO307.</summary>
internal static class RenderNotice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.RenderNotice, (NoticeToRender notice, PublishedSchemas schemas) =>
    {
        AdapterService.RequireWhole(notice.Items, "items");
        AdapterService.RequireWhole(notice.Client.Identifiers, "client.identifiers");
        var result = Render(notice);
        foreach (var document in result.Value?.Documents ?? []) schemas.Require(document);
        return result.ToHttp("notice-refused");
    });

    public static OrFaults<DocumentsRendered> Render(NoticeToRender notice) => Outgoing.Check(
        notice.Kind == NoticeKind.Start ? Wmo305.Type : Wmo307.Type,
        notice.Reference,
        notice.Kind == NoticeKind.Start ? Wmo305.Render(notice) : Wmo307.Render(notice),
        Finding.Of(OutgoingRules.All, new OutgoingHead(notice.Reference, notice.Sender, notice.Payer, notice.Client))
            .Concat(Finding.Of(NoticeRules.All, notice)));
}
