using Buurtzorg.CareEvents.Data;
using Buurtzorg.Platform;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>Whether a caller may narrow down to these types, teams and areas: only to what they may hear, so that a filter never stays silent for a reason nobody sees.</summary>
internal static class Filter
{
    /// <param name="types">Full names.</param>
    /// <param name="areasOfTeams">The area of each team that is named, where it has one.</param>
    /// <returns>The types without the install's prefix.</returns>
    public static Outcome<string[]> Decide(Integrator allowed, IReadOnlyCollection<string> scopes, IReadOnlyCollection<string> types, IReadOnlyCollection<Guid> teams, IReadOnlyCollection<string> areas,
        IReadOnlyDictionary<Guid, string?> areasOfTeams, CloudEvents cloudEvents)
    {
        var open = Audience.Of(allowed, scopes).Types;
        if (open.Length == 0)
            return Refusal.Forbidden("no-scope", $"Neither scope opens a type: the token has {List(scopes.Intersect(Catalogue.AllScopes))}, the back office allows {List(allowed.Scopes)}. Ask the issuer for a scope that the back office allows.");
        List<string> names = [];
        foreach (var type in types.Distinct())
        {
            if (cloudEvents.NameOf(type) is not { } name || Catalogue.Find(name) is not { } known)
                return Refusal.Invalid("unknown-type", $"There is no type {type}; asyncapi.json lists them.");
            if (!open.Contains(name))
                return Refusal.Forbidden("type-not-open", $"{type} needs the scope {List(known.Scopes)}, in the token and allowed by the back office.");
            names.Add(name);
        }
        if (allowed.WholeInstall)
            return names.ToArray();
        foreach (var team in teams.Where(team => !allowed.Teams.Contains(team) && !(areasOfTeams.GetValueOrDefault(team) is { } area && allowed.Areas.Contains(area))))
            return Refusal.Forbidden("team-not-open", $"The back office has not let you hear team {team}.");
        foreach (var area in areas.Except(allowed.Areas))
            return Refusal.Forbidden("area-not-open", $"The back office has not let you hear the area {area}.");
        return names.ToArray();
    }

    private static string List(IEnumerable<string> scopes) => string.Join(" or ", scopes) is { Length: > 0 } some ? some : "none";
}
