using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Payer;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Billing has stored a message; it is forgotten here.</summary>
internal static class AcknowledgeMessage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.AcknowledgeMessage, async (string id, Mailbox mailbox, CancellationToken ct) =>
    {
        var changed = new HashSet<PayerFile>();
        await mailbox.VisitAsync(files => files.Where(file => file.Posts.RemoveAll(post => post.Id == id) > 0).All(changed.Add), changed.Contains, ct);
        return TypedResults.NoContent();
    });
}
