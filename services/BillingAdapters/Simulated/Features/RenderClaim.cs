using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.BillingAdapters.Simulated.Rules;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Renders a claim as a time-sheet, after checking every rule that can be checked without earlier claims.</summary>
internal static class RenderClaim
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.RenderClaim, (ClaimToRender claim, World world) =>
    {
        AdapterService.RequireWhole(claim.Clients, "clients");
        AdapterService.RequireWhole(claim.Lines, "lines");
        foreach (var client in claim.Clients) AdapterService.RequireWhole(client.Identifiers, "clients.identifiers");
        return Render(claim, world).ToHttp("claim-refused");
    });

    public static OrFaults<ClaimRendered> Render(ClaimToRender claim, World world)
    {
        var faults = ClaimRules.Check(claim, world);
        if (faults.Count > 0) return faults;

        var document = TimeSheet.Render(world, claim);
        if (document.Content.Length > Sizes.MessageBytes)
            return new List<Fault> { new("document-too-large", $"The claim would be larger than {Sizes.MessageBytes} bytes; divide it over more claims.") };
        return new ClaimRendered([document], [.. claim.Lines.Select(line => new RenderedLine(line.LineId, line.Reference))]);
    }
}
