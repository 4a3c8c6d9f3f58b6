using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Payer;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>What payers sent and billing has not acknowledged, oldest first. Asking for the first page counts for answers that come late.</summary>
internal static class ReceiveMessages
{
    private const int LongestAfter = 100, MostAtOnce = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(AdapterRoutes.Messages, async (string? after, int? limit, Mailbox mailbox, World world, CancellationToken ct) =>
    {
        if (limit is < 1 or > MostAtOnce) throw new BadHttpRequestException($"limit: between 1 and {MostAtOnce}.");
        if (after?.Length > LongestAfter) throw new BadHttpRequestException($"after: at most {LongestAfter} characters.");
        var late = new HashSet<PayerFile>();
        return TypedResults.Ok(await mailbox.VisitAsync(files =>
        {
            var page = Page(files, after, limit ?? 20, world);
            if (after is null) late.UnionWith(files.Where(file => Wait(file, mailbox)));
            return page;
        }, late.Contains, ct));
    });

    private static IncomingMessages Page(IReadOnlyList<PayerFile> files, string? after, int limit, World world)
    {
        var waiting = files.SelectMany(file => file.Posts.Where(post => post.Id is not null).Select(post => (file.Payer, Post: post)))
            .Where(p => string.CompareOrdinal(p.Post.Id, after) > 0).OrderBy(p => p.Post.Id, StringComparer.Ordinal).ToList();
        List<IncomingMessage> items = [];
        var bytes = 0L;
        foreach (var (payer, post) in waiting.Take(limit))
        {
            var content = Encoding.UTF8.GetBytes(post.Content);
            if (items.Count > 0 && bytes + content.Length > Sizes.MessageBytes) break;
            bytes += content.Length;
            items.Add(new(post.Id!, new(world.Payer.Scheme, payer), Document.Of(post.Name, "text/csv", content)));
        }
        return new(items, items.Count < waiting.Count ? items[^1].Id : null);
    }

    private static bool Wait(PayerFile file, Mailbox mailbox)
    {
        var late = file.Posts.Where(post => post is { Id: null, Held: false }).ToList();
        foreach (var post in late)
            if (--post.PollsToWait <= 0)
                mailbox.Deliver(file, post);
        return late.Count > 0;
    }
}
