using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Tells who sent what came in. What cannot be read is still shown where the carrier knows the sender.</summary>
internal static class LookAtArrival
{
    public static Arrival? Look(byte[] content, string? payer) =>
        !IdentifyMessage.Identify(new(content)).Refused(out var identity) ? new(identity.Payer, identity.Type)
        : payer is not null && Kind.Municipality.Accepts(payer) ? new(new(Envelope.PayerScheme, payer), "unread")
        : null;
}
