using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Renders a claim as a WMO323, after checking every rule that can be checked without earlier claims.</summary>
internal static class RenderClaim
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.RenderClaim, (ClaimToRender claim, PublishedSchemas schemas) =>
    {
        AdapterService.RequireWhole(claim.Clients, "clients");
        AdapterService.RequireWhole(claim.Lines, "lines");
        foreach (var client in claim.Clients) AdapterService.RequireWhole(client.Identifiers, "clients.identifiers");
        var result = Render(claim);
        foreach (var document in result.Value?.Documents ?? []) schemas.Require(document);
        return result.ToHttp("claim-refused");
    });

    public static OrFaults<ClaimRendered> Render(ClaimToRender claim)
    {
        var faults = ClaimRules.Check(claim);
        if (faults.Count > 0) return faults;

        var bytes = Wmo323.Render(claim);
        if (bytes.Length > Sizes.MessageBytes)
            return new List<Fault> { FormRules.Fault(FormRules.ClaimTooLarge) };
        return new ClaimRendered(
            [Document.Of($"WMO323-{claim.Number}.xml", "application/xml", bytes)],
            [.. claim.Lines.Select(line => new RenderedLine(line.LineId, line.Reference))]);
    }
}
