using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Tells what a document is from its first two lines.</summary>
internal static class IdentifyMessage
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(AdapterRoutes.IdentifyMessage, (MessageToIdentify request, World world) => Identify(request, world).ToHttp("message-refused"));

    public static OrFaults<MessageIdentity> Identify(MessageToIdentify request, World world)
    {
        var reading = SheetReader.ReadHeader(request.Content, world.Shapes.All);
        return reading.Refused(out var sheet) ? new OrFaults<MessageIdentity>(null, reading.Faults) : Envelope.Identity(sheet, world);
    }
}
