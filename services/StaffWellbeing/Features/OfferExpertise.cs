using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>What the caller knows and may be phoned about. It replaces what they said before.</summary>
/// <param name="Topics">At most 20, of at most 80 characters each, such as <c>Parkinson</c>; empty takes the offer back.</param>
/// <param name="WorkPhone">A number at work, such as <c>+31 85 012 3456</c>; left out: colleagues find it elsewhere.</param>
public sealed record OfferExpertise(
    [property: MaxLength(20)] IReadOnlyList<string> Topics,
    [property: RegularExpression("^\\+?[0-9][0-9 ]{5,18}[0-9]$")] string? WorkPhone = null);

internal static class OfferExpertiseEndpoint
{
    private const int LongestTopic = 80;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/my-expertise", Handle)
        .WithSummary("Say what one may be phoned about")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(OfferExpertise command, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        if (!Decide(command).Accepted(out var topics, out var refusal))
            return refusal.ToProblem();
        if (topics.Length == 0)
            await db.Experts.Where(expert => expert.PersonId == caller.PersonId).ExecuteDeleteAsync(ct);
        else
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO experts (person_id, topics, work_phone) VALUES ({caller.PersonId}, {topics}, {command.WorkPhone})
                ON CONFLICT (person_id) DO UPDATE SET topics = excluded.topics, work_phone = excluded.work_phone
                """, ct);
        return TypedResults.NoContent();
    }

    /// <summary>The topics, one a line.</summary>
    internal static Outcome<string> Decide(OfferExpertise command)
    {
        if (command.Topics.Any(topic => topic.Trim().Length is 0 or > LongestTopic || topic.Contains('\n', StringComparison.Ordinal)))
            return Refusal.Invalid("topic-unreadable", $"A topic is a word or two: 1 to {LongestTopic} characters on one line.");
        return PersonalData.Refuses(command.Topics) is { } refusal ? refusal : string.Join('\n', command.Topics.Select(topic => topic.Trim()).Distinct());
    }
}
