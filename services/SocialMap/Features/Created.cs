namespace Buurtzorg.SocialMap.Features;

/// <summary>What was created.</summary>
/// <param name="Id">A UUIDv7.</param>
public sealed record CreatedId(Guid Id);

internal static class Refusals
{
    /// <summary>Names in the OpenAPI document with which statuses an endpoint says no.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params int[] statuses) =>
        statuses.Aggregate(endpoint, (built, status) => built.ProducesProblem(status));
}
