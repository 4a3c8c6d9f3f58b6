using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Reading;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Tells what a message is from its header.</summary>
internal static class IdentifyMessage
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(AdapterRoutes.IdentifyMessage, (MessageToIdentify request) => Identify(request).ToHttp("message-refused"));

    public static OrFaults<MessageIdentity> Identify(MessageToIdentify request)
    {
        var reading = MessageReader.Read(request.Content, root => Envelope.IsOfThisRelease(root, out _) ? Envelope.ShapeFor(root) : null);
        return reading.Refused(out var message) ? new OrFaults<MessageIdentity>(null, reading.Faults) : Envelope.Identity(message);
    }
}
