namespace Buurtzorg.CareEvents.Log;

/// <summary>A row that waits for its place in the log.</summary>
internal sealed record Waiting(
    long Id, string Type, Guid SubjectId, long Version, Guid? ClientId, Guid? TeamId, string Data, string? TraceParent, string? TraceState, DateTimeOffset ReceivedAt)
{
    /// <summary>The changes of a subject count their versions together; access and sharing of a client count apart from the care.</summary>
    public string Stream => Type switch
    {
        "clients.access-changed.v1" => "access",
        "clients.sharing-changed.v1" => "sharing",
        _ => Type[..Type.IndexOf('.', StringComparison.Ordinal)],
    };

    /// <summary>Whether every version of the stream comes by here, so that a missing one is on its way.</summary>
    public bool EveryVersionComes => Stream is "visits" or "links";
}

internal sealed record Client(Guid? TeamId, bool Shares);

/// <summary>What becomes of a batch: who goes into the log in which order, and what is left out for good. The rest waits.</summary>
internal sealed record Placed(IReadOnlyList<Waiting> Log, IReadOnlyList<Waiting> LeaveOut);

internal static class Placing
{
    /// <summary>How long an event waits for the one before it, or for what is known about its client.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A subject's events stand in the order of their versions where they are there together; one that comes early waits a little for those before
    /// it, and one that comes late stands late. A client who does not share is left out, but for the news of that.
    /// </summary>
    public static Placed Decide(
        IReadOnlyList<Waiting> batch, IReadOnlyDictionary<(string Stream, Guid Id), long> known, IReadOnlyDictionary<Guid, Client> clients, DateTimeOffset now)
    {
        List<Waiting> leaveOut = [];
        Dictionary<long, Waiting> places = [];
        foreach (var stream in batch.GroupBy(waiting => (waiting.Stream, waiting.SubjectId)))
        {
            var ids = stream.Select(waiting => waiting.Id).Order().ToArray();
            var last = known.GetValueOrDefault(stream.Key);
            var place = 0;
            foreach (var waiting in stream.OrderBy(waiting => waiting.Version))
            {
                var patient = now - waiting.ReceivedAt < Patience;
                var client = waiting.ClientId is { } id ? clients.GetValueOrDefault(id) : null;
                if (patient && (waiting.EveryVersionComes && waiting.Version > last + 1 || waiting is { ClientId: not null, TeamId: null } && client is null))
                    break; // and what follows it in its stream
                last = Math.Max(last, waiting.Version);
                if (client is { Shares: false } && waiting.Stream != "sharing")
                    leaveOut.Add(waiting);
                else
                    places[ids[place++]] = waiting.TeamId is null && client?.TeamId is { } team ? waiting with { TeamId = team } : waiting;
            }
        }
        return new([.. places.OrderBy(place => place.Key).Select(place => place.Value)], leaveOut);
    }
}
