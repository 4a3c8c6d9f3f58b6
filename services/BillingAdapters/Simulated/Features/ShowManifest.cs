using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>What this adapter is and can do, in the place that it was given.</summary>
internal static class ShowManifest
{
    private static readonly NumberForm Reference = new(36, "^[A-Za-z0-9][A-Za-z0-9-]*$");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(AdapterRoutes.Manifest, (World world) => TypedResults.Ok(Of(world)));

    public static Manifest Of(World world) => new(
        Name: "simulated",
        Version: typeof(ShowManifest).Assembly.GetName().Version!.ToString(3),
        ContractVersion: "1.1.0",
        PayerSchemes: [world.Payer],
        SenderSchemes: [world.Sender],
        ClientSchemes: [world.Client],
        Capabilities: new(Assignments: true, Notices: true, Corrections: true, AsynchronousAnswers: true, Transport: world.HasPayer, Requests: true, Adjustments: true),
        Deadlines: new(ReturnMessage: 5, ClaimAnswer: 10),
        Currencies: world.Currencies,
        Units: Enum.GetValues<Unit>(),
        Numbering: new(Reference, Reference, Reference, Reference),
        Limits: new(Sizes.MessageBytes, Sizes.RequestBytes, Sizes.MessageBytes),
        Facts: new([], [], []));
}
