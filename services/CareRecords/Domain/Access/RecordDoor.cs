using System.Data.Common;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Domain.Access;

internal sealed record AccessQuestion(Guid ClientId, Guid PersonId, string Kind, string Service, Right Right, AccessAct Act, string What);

internal sealed record Opened(Guid TeamId, AccessVerdict Verdict, string? Qualification, AccessEntry Entry);

// Nobody passes without an answer from the database and a line in the access log.
internal sealed class RecordDoor(CareRecordsDb db, IServiceScopeFactory scopes, TimeProvider clock, ILogger<RecordDoor> log)
{
    public const string Service = "care-records";

    private static readonly Refusal Unavailable = new(StatusCodes.Status503ServiceUnavailable, "access-log-unavailable",
        "The access log cannot be written at the moment, and nothing is shown without it; try again.");

    /// <summary>Decides and logs in one transaction, before anything is shown. The refusal is always 404.</summary>
    public Task<Outcome<Opened>> LookAsync(Caller caller, Guid clientId, Right right, string what, CancellationToken ct) =>
        LookAsync(new(clientId, caller.PersonId, caller.Kind, caller.Service ?? Service, right, AccessAct.Look, what), ct);

    public async Task<Outcome<Opened>> LookAsync(AccessQuestion question, CancellationToken ct)
    {
        Opened? opened = null;
        var refusal = await TryAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // The lock comes first: what the log shows after a revoked grant was decided after it, too.
            var chains = await db.LockChainsAsync([question.ClientId], ct);
            opened = await DecideAsync(question, ct);
            if (opened is null) return;
            db.AccessEntries.Add(chains[question.ClientId].Append(opened.Entry));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        });
        db.ChangeTracker.Clear();
        if (refusal is not null) return refusal;
        return opened is { Verdict.Allowed: true } ? opened : Refusal.NotFound();
    }

    /// <summary>Decides about a change. The slice saves it together with the entry; a denied attempt is logged here.</summary>
    public async Task<Outcome<Opened>> ChangeAsync(Caller caller, Guid clientId, Right right, string what, CancellationToken ct)
    {
        var opened = await DecideAsync(new(clientId, caller.PersonId, caller.Kind, caller.Service ?? Service, right, AccessAct.Change, what), ct);
        if (opened is null) return Refusal.NotFound();
        if (opened.Verdict.Allowed) return opened;
        return await LogApartAsync([opened.Entry], ct) ?? Refusal.NotFound();
    }

    /// <summary>Logs what stands in no transaction of ours, such as an attempt whose request is rolled back. Null when it was written.</summary>
    public Task<Refusal?> LogApartAsync(IReadOnlyCollection<AccessEntry> entries, CancellationToken ct) => TryAsync(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CareRecordsDb>().SaveAsync(entries, ct);
    });

    private async Task<Refusal?> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return null;
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException)
        {
            log.LogError(exception, "The access log cannot be written; nothing was shown.");
            return Unavailable;
        }
    }

    private async Task<Opened?> DecideAsync(AccessQuestion question, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.FindAccessFactsAsync(question.ClientId, question.PersonId, ct) is not var (teamId, otherTeamId, facts)) return null;
        var verdict = AccessDecision.Decide(question.Kind, question.Right, facts, now);
        return new(teamId, verdict, facts.QualificationInTheTeam, new AccessEntry
        {
            ClientId = question.ClientId,
            At = now,
            Act = question.Act,
            What = question.What,
            PersonId = question.PersonId,
            Kind = question.Kind,
            TeamId = verdict.Basis is AccessBasis.Team ? teamId : question.Kind == CallerKinds.Professional ? otherTeamId : null,
            Service = question.Service,
            Allowed = verdict.Allowed,
            Basis = verdict.Basis.ToString().ToLowerInvariant(),
        });
    }
}
