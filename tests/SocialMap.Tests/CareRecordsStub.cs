using System.Collections.Concurrent;
using System.Net.Http.Json;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.SocialMap.Tests;

/// <summary>Decides about access as tests tell it, and keeps what was asked and entered.</summary>
public sealed class CareRecordsStub
{
    private readonly ConcurrentDictionary<(Guid Client, Guid Person), string> _granted = new();
    private readonly ConcurrentDictionary<Guid, bool> _away = new();
    private readonly ConcurrentQueue<AccessNote> _entries = new(), _questions = new();

    public CareRecordsStub(StubServer server) => server.Handle = HandleAsync;

    public void Grant(Guid clientId, Guid personId, string basis = "granted") => _granted[(clientId, personId)] = basis;

    public void Revoke(Guid clientId, Guid personId) => _granted.TryRemove((clientId, personId), out _);

    /// <summary>Nothing about this client is answered from now on.</summary>
    public void IsAwayFor(Guid clientId) => _away[clientId] = true;

    public List<AccessNote> EntriesOf(Guid clientId) => [.. _entries.Where(entry => entry.ClientId == clientId)];

    public List<AccessNote> QuestionsAbout(Guid clientId) => [.. _questions.Where(question => question.ClientId == clientId)];

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (request.Path == "/care-records/v1/access-decisions")
        {
            var question = (await request.ReadFromJsonAsync<AccessNote>())!;
            _questions.Enqueue(question);
            if (!_away.ContainsKey(question.ClientId))
                await context.Response.WriteAsJsonAsync(new { allowed = _granted.TryGetValue((question.ClientId, question.PersonId), out var basis), basis = basis ?? "none" });
            else
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (request.Path == "/care-records/v1/access-entries")
        {
            var entries = (await request.ReadFromJsonAsync<AccessNotes>())!.Entries;
            var away = entries.Any(entry => _away.ContainsKey(entry.ClientId));
            if (!away)
                entries.ForEach(_entries.Enqueue);
            context.Response.StatusCode = away ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private sealed record AccessNotes(List<AccessNote> Entries);
}

public sealed record AccessNote(Guid ClientId, Guid PersonId, string Kind, string What, string? Basis = null, string? Scope = null, string? Act = null);
