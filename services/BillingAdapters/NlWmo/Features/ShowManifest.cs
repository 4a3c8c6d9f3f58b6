using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>What this adapter is and can do.</summary>
internal static class ShowManifest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(AdapterRoutes.Manifest, (Transport transport) =>
        TypedResults.Ok(Manifest with { Capabilities = Manifest.Capabilities with { Transport = transport.IsConfigured } }));

    // A start, a stop and a request for new care name the person beside the number; a claim and a change do not.
    private static readonly Fact[] Named = [Fact.FamilyName, Fact.Initials, Fact.DateOfBirth, Fact.Sex];

    /// <summary>As it is without transport.</summary>
    public static readonly Manifest Manifest = new(
        Name: "nl-wmo",
        Version: typeof(ShowManifest).Assembly.GetName().Version!.ToString(3),
        ContractVersion: "1.1.0",
        PayerSchemes: [new(Envelope.PayerScheme, "^[0-9]{4}$", "Municipality code of Statistics Netherlands (CBS)")],
        SenderSchemes: [new(Envelope.ProviderScheme, "^[0-9]{8}$", "AGB code of the provider")],
        ClientSchemes: [new(Bsn.Scheme, "^[0-9]{9}$", "Dutch citizen service number, which passes the eleven-test")],
        Capabilities: new(Assignments: true, Notices: true, Corrections: true, AsynchronousAnswers: true, Transport: false, Requests: true),
        Deadlines: new(ReturnMessage: 3, ClaimAnswer: 10),
        Currencies: ["EUR"],
        Units: CodeLists.SupportedUnits,
        Numbering: new(Numbers.ClaimNumber.Form, Numbers.LineReference.Form, Numbers.ReturnReference.Form, Numbers.MessageReference.Form),
        Limits: new(Sizes.MessageBytes, Sizes.RequestBytes, Sizes.MessageBytes),
        Facts: new(Claims: [], Notices: Named, Requests: Named));
}
