using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Omaha;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareRecords.Features;

/// <summary>The terms of the Omaha System, which are in the public domain.</summary>
/// <param name="Attribution">Please show it beside the terms.</param>
/// <param name="Domains">Four.</param>
/// <param name="Problems">Forty-two, in the order of the system, with their signs and symptoms.</param>
/// <param name="Categories">The four categories of interventions.</param>
/// <param name="Targets">Seventy-five targets of interventions, and Other.</param>
/// <param name="RatingScales">What the ratings 1 to 5 mean; higher is better.</param>
public sealed record OmahaTermsShown(
    string Attribution, IReadOnlyList<OmahaTerm> Domains, IReadOnlyList<OmahaProblem> Problems,
    IReadOnlyList<OmahaTerm> Categories, IReadOnlyList<OmahaTerm> Targets, IReadOnlyList<OmahaRatingScale> RatingScales);

internal static class ListOmahaTermsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/omaha-problems", Handle)
        .WithSummary("The problems, signs, categories, targets and ratings of the Omaha System.")
        .AsTheRecordSays();

    private static Ok<OmahaTermsShown> Handle() => TypedResults.Ok(new OmahaTermsShown(
        OmahaTerms.Attribution, OmahaTerms.Domains, OmahaTerms.Problems, OmahaTerms.Categories, OmahaTerms.Targets, OmahaTerms.RatingScales));
}
