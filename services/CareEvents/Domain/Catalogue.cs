namespace Buurtzorg.CareEvents.Domain;

/// <summary>A type of the public catalogue.</summary>
/// <param name="Name">Without the install's prefix: <c>visits.visit-completed.v1</c>.</param>
/// <param name="Summary">What it tells, in a sentence.</param>
/// <param name="Scopes">Any of these scopes lets an integrator hear it.</param>
/// <param name="DataRef">Where the receiver fetches the details with its own rights, below the install's address.</param>
/// <param name="Facts">The properties of <c>data</c>, all required unless the name ends in a question mark.</param>
internal sealed record EventType(string Name, string Summary, string[] Scopes, string DataRef, params Fact[] Facts)
{
    /// <summary>Also told to a subscription that filters by type: a receiver that holds something about a client must hear it.</summary>
    public bool AlwaysAlong { get; init; }

    /// <summary>Whether it is about one client.</summary>
    public bool AboutAClient => Facts.Any(fact => fact.Name == "clientId");
}

/// <summary>A property of <c>data</c>.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Kind"><c>uuid</c>, <c>version</c>, <c>date-time</c>, <c>date</c>, <c>month</c> or <c>boolean</c>.</param>
/// <param name="Summary">What it says.</param>
internal sealed record Fact(string Name, string Kind, string Summary);

/// <summary>What integrators can subscribe to. What stands here is public: it only grows, and a breaking change is a new type.</summary>
internal static class Catalogue
{
    public const string Clients = "care-events.clients", Visits = "care-events.visits", Authorisations = "care-events.authorisations",
        Claims = "care-events.claims", Links = "care-events.links", Teams = "care-events.teams";

    private static readonly Fact
        Client = new("clientId", "uuid", "The client."),
        Team = new("teamId", "uuid", "The team in a care relation with the client."),
        Visit = new("visitId", "uuid", "The visit."),
        Link = new("linkId", "uuid", "The link between the client and an activity of the social map."),
        Claim = new("claimId", "uuid", "The claim."),
        Period = new("period", "month", "The calendar month that is claimed, in the time zone of the install."),
        Version = new("version", "version", "Rises with every change of the subject; of two events about it the higher one is newer."),
        At = new("happenedAt", "date-time", "When it happened, UTC; where nobody tells that apart, when this log heard of it."),
        On = new("happenedOn", "date", "The day on which it happened, in the time zone of the install.");

    public static IReadOnlyList<EventType> All { get; } =
    [
        new("clients.client-admitted.v1", "A team took a client into care.", [Clients], "care-records/v1/clients/{clientId}", Client, Team, Version, On),
        new("clients.care-ended.v1", "The care of a client ended, or its end was corrected.", [Clients], "care-records/v1/clients/{clientId}", Client, Team, Version, On),
        new("clients.care-resumed.v1", "A client who was in care before is in care again, or the end of care was taken back.", [Clients], "care-records/v1/clients/{clientId}", Client, Team, Version, On),
        new("clients.access-changed.v1", "The client decided about somebody who may or may not see something of their record; fetch again what you may see.", [Clients], "care-records/v1/clients/{clientId}/access-rules", Client, Team, Version, At),
        new("clients.sharing-changed.v1", "The client switched the sharing of events on or off. When shares is false, erase what you hold about this client.", [Clients, Visits, Authorisations, Links], "care-records/v1/clients/{clientId}/sharing",
            Client, Team, Version, At, new("shares", "boolean", "Whether events about the client are told from now on.")) { AlwaysAlong = true },
        new("visits.visit-planned.v1", "A visit stands in the roster of a team.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("visits.visit-moved.v1", "A planned visit got another time.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("visits.visit-cancelled.v1", "A planned visit will not take place.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("visits.visit-completed.v1", "A visit took place.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("visits.visit-completion-withdrawn.v1", "A visit that was said to have taken place did not.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("visits.visit-uncovered.v1", "A planned visit has nobody who will come, until somebody takes it.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("visits.visit-covered.v1", "An uncovered visit has somebody again.", [Visits], "scheduling/v1/visits/{visitId}", Visit, Client, Team, Version, At),
        new("authorisations.authorisation-received.v1", "What a payer authorises for a client in care is known, changed or withdrawn.", [Authorisations], "billing/v1/authorisations/{authorisationId}",
            new("authorisationId", "uuid", "The authorisation."), Client, new("teamId?", "uuid", "The team in a care relation with the client, where it is known."), Version, At),
        new("claims.claim-submitted.v1", "A claim left for its payer.", [Claims], "billing/v1/claims/{claimId}", Claim, Period, Version, At),
        new("claims.claim-answered.v1", "A payer answered a claim, in whole or in part.", [Claims], "billing/v1/claims/{claimId}", Claim, Period, Version, At),
        new("links.link-made.v1", "A client, who agreed to it, was linked to an activity.", [Links], "social-map/v1/clients/{clientId}/links", Link, Client, Team, Version, On),
        new("links.link-followed-up.v1", "Somebody asked the client how it goes with an activity.", [Links], "social-map/v1/clients/{clientId}/links", Link, Client, Team, Version, At),
        new("links.link-ended.v1", "A client no longer goes to an activity, or took back their agreement to the link.", [Links], "social-map/v1/clients/{clientId}/links", Link, Client, Team, Version, On),
        new("teams.absence-changed.v1", "Who of a team is away changed; it names nobody.", [Teams], "scheduling/v1/teams/{teamId}", new("teamId", "uuid", "The team."), Version, At),
    ];

    /// <summary>Every scope of the catalogue.</summary>
    public static IReadOnlyList<string> AllScopes { get; } = [.. All.SelectMany(type => type.Scopes).Distinct()];

    public static EventType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    /// <summary>The types that these scopes open.</summary>
    public static string[] OpenTo(IReadOnlyCollection<string> scopes) => [.. All.Where(type => type.Scopes.Any(scopes.Contains)).Select(type => type.Name)];

    // Events that service and simulation of a subscription send, outside the log.
    public const string Test = "subscriptions.subscription-tested.v1", Challenge = "subscriptions.subscription-challenged.v1";
}
