using System.Diagnostics;
using System.Text.Json;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Log;

internal static class Incoming
{
    /// <summary>Lays an event of the platform down for the writer of the log, in the words of the catalogue. Saved by the reaction.</summary>
    /// <param name="db">The reaction's.</param>
    /// <param name="type">A name of the catalogue.</param>
    /// <param name="subjectId">What the event is about; what receivers keep the order of.</param>
    /// <param name="version">Of the subject.</param>
    /// <param name="clientId">Null when it is about no client.</param>
    /// <param name="teamId">Null when it is about no team, or when the client's is to be looked up.</param>
    /// <param name="facts">The properties of <c>data</c>.</param>
    public static void Tell(this CareEventsDb db, string type, Guid subjectId, long version, Guid? clientId, Guid? teamId, params (string Name, object? Value)[] facts)
    {
        if (Catalogue.Find(type) is null)
            throw new InvalidOperationException($"{type} is not in the catalogue.");
        db.Incoming.Add(new IncomingEvent
        {
            Type = type,
            SubjectId = subjectId,
            Version = version,
            ClientId = clientId,
            TeamId = teamId,
            Data = JsonSerializer.Serialize(facts.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Name, fact => fact.Value is DateTimeOffset instant ? CloudEvents.Instant(instant) : fact.Value)),
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
            ReceivedAt = DateTimeOffset.UtcNow,
        });
    }

    /// <summary>Which team cares for a client, as of the highest version told.</summary>
    public static Task KeepTeamOfClientAsync(this CareEventsDb db, Guid clientId, long version, Guid teamId, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO clients (id, team_id, care_version, shares, sharing_version) VALUES ({clientId}, {teamId}, {version}, true, 0)
        ON CONFLICT (id) DO UPDATE SET team_id = excluded.team_id, care_version = excluded.care_version WHERE clients.care_version < excluded.care_version
        """, ct);
}
