using Buurtzorg.CareEvents.Data;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>
/// What somebody hears: of the types that their scopes and the back office both open, those they want; of the teams and areas that the back office
/// opens, those they want. What has no team is for those who may hear the whole install and did not narrow it down.
/// </summary>
internal sealed record Audience(string[] Types, bool WholeInstall, Guid[] Teams, string[] Areas, bool Narrowed, Guid[] WantedTeams, string[] WantedAreas)
{
    public static Audience Of(Integrator allowed, IReadOnlyCollection<string> scopes, IReadOnlyCollection<string>? types = null, IReadOnlyCollection<Guid>? teams = null, IReadOnlyCollection<string>? areas = null)
    {
        var open = Catalogue.OpenTo([.. scopes.Intersect(allowed.Scopes)]);
        return new(
            types is not { Count: > 0 } ? open : [.. open.Where(type => types.Contains(type) || Catalogue.Find(type)!.AlwaysAlong)],
            allowed.WholeInstall, [.. allowed.Teams], [.. allowed.Areas],
            teams is { Count: > 0 } || areas is { Count: > 0 }, [.. teams ?? []], [.. areas ?? []]);
    }

    public static Audience Of(Integrator allowed, Subscription subscription) =>
        Of(allowed, subscription.Scopes, subscription.Types, subscription.Teams, subscription.Areas);
}
