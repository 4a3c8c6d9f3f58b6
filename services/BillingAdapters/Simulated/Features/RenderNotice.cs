using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.BillingAdapters.Simulated.Rules;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Renders a notice that care started or stopped.</summary>
internal static class RenderNotice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.RenderNotice, (NoticeToRender notice, World world) =>
    {
        AdapterService.RequireWhole(notice.Client.Identifiers, "client.identifiers");
        AdapterService.RequireWhole(notice.Items, "items");
        return Render(notice, world).ToHttp("notice-refused");
    });

    public static OrFaults<DocumentsRendered> Render(NoticeToRender notice, World world)
    {
        var faults = NoticeRules.Check(notice, world);
        if (faults.Count > 0) return faults;

        var shape = world.Shapes.ServiceNotice;
        return new DocumentsRendered([Envelope.ToDocument(shape, notice.Reference,
            [.. Envelope.Write(shape, notice.Reference, notice.IssuedOn, notice.Payer.Value, notice.Sender.Value), Words.Notices[notice.Kind],
                notice.Client.Identifiers[0].Value, Numbers.Whole(notice.Items.Count)],
            notice.Items.Select(item => new[]
            {
                item.Assignment.Number, Words.NoticeChanges[item.Change], item.Product.Category, item.Product.Code, Numbers.Iso(item.StartedOn),
                Numbers.Iso(item.StoppedOn), Words.StopReasons[item.Reason],
            }))]);
    }
}
