using System.Text.Json;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Data;

/// <summary>What the pulse writes: one row per team and month for links, and one for answers, so that no row, no place in a table and no transaction id belongs to a person.</summary>
internal static class PulseRows
{
    public static Task BeginRoundAsync(this StaffWellbeingDb db, PulseRound round, CancellationToken ct)
    {
        var questions = JsonSerializer.Serialize(round.Questions, JsonSerializerOptions.Web);
        return db.Database.ExecuteSqlAsync(
            $"INSERT INTO pulse_rounds (team_id, month, questions, box, spent) VALUES ({round.TeamId}, {round.Month}, {questions}::jsonb, {round.Box}, ARRAY[]::bigint[]) ON CONFLICT DO NOTHING", ct);
    }

    /// <summary>False when this person took a link before.</summary>
    public static async Task<bool> TakeAsync(this StaffWellbeingDb db, Guid teamId, DateOnly month, Guid personId, CancellationToken ct) => await db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO pulse_links_taken AS taken (team_id, month, people) VALUES ({teamId}, {month}, ARRAY[{personId}])
        ON CONFLICT (team_id, month) DO UPDATE SET people = ARRAY(SELECT person FROM unnest(taken.people || excluded.people) AS person ORDER BY person)
        WHERE NOT taken.people @> excluded.people
        """, ct) == 1;

    /// <summary>
    /// Counts an answer, in one transaction with one update. Null when it was counted. The round stands still meanwhile, so that a link that comes twice counts once.
    /// </summary>
    public static async Task<Refusal?> CountAsync(this StaffWellbeingDb db, Guid link, DateOnly month, IReadOnlyList<int> values, FieldEncryption encryption, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT FROM pulse_rounds WHERE number = {PulseBox.RoundOf(link)} FOR UPDATE", ct);
        if (!(await db.RoundOfAsync(link, month, encryption, ct)).Accepted(out var open, out var refusal))
            return refusal;
        if (values.Count != open.Round.Questions.Count)
            return Refusal.Invalid("answers-do-not-fit", $"There are {open.Round.Questions.Count} questions this month; answer each.");

        open.Box.Count(values);
        var box = open.Box.Seal(encryption);
        long[] spent = [.. open.Round.Spent.Append(PulseBox.NumberOf(link)).Order()];
        await db.Database.ExecuteSqlAsync($"UPDATE pulse_rounds SET box = {box}, spent = {spent} WHERE number = {open.Round.Number}", ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>The round of a link that can still be answered.</summary>
    public static async Task<Outcome<OpenRound>> RoundOfAsync(this StaffWellbeingDb db, Guid link, DateOnly month, FieldEncryption encryption, CancellationToken ct)
    {
        var number = PulseBox.RoundOf(link);
        var round = await db.PulseRounds.AsNoTracking().SingleOrDefaultAsync(round => round.Number == number && round.Month == month, ct);
        if (round is null || PulseBox.Open(round.Box, encryption) is var box && !box.Made(link))
            return Refusal.NotFound();
        if (round.Spent.Contains(PulseBox.NumberOf(link)))
            return new Refusal(StatusCodes.Status410Gone, "link-used", "This link was used; it works once.");
        return new OpenRound(round, box);
    }

    internal sealed record OpenRound(PulseRound Round, PulseBox Box);
}
