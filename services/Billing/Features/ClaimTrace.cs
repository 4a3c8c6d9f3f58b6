using System.Diagnostics;
using Buurtzorg.Billing.Domain;

namespace Buurtzorg.Billing.Features;

/// <summary>A month's claim is a trace of its own: closing, rendering and the adapter. Its root links to the traces of the deliveries that caused it.</summary>
internal static class ClaimTrace
{
    private const int MostLinks = 100;
    private static readonly ActivitySource Source = new("Buurtzorg.Billing");

    /// <summary>Begins the trace even where nobody listens, so that what is announced carries it on. The request that closes the month links to it.</summary>
    public static Activity Begin(string payerId, Month period)
    {
        var request = Activity.Current;
        Activity.Current = null;
        var root = Source.StartActivity("close month") ?? new Activity("close month").Start();
        request?.AddLink(new ActivityLink(root.Context));
        return root.SetTag("billing.payer.id", payerId).SetTag("billing.claim.period", period.ToString());
    }

    public static void Tell(Activity root, Guid claimId, int lines, long deliveries, IEnumerable<string?> causes)
    {
        foreach (var cause in causes.OfType<string>().Take(MostLinks))
            if (ActivityContext.TryParse(cause, null, isRemote: true, out var context)) root.AddLink(new ActivityLink(context));
        root.SetTag("billing.claim.id", claimId).SetTag("billing.claim.lines", lines).SetTag("billing.claim.deliveries", deliveries);
    }
}
