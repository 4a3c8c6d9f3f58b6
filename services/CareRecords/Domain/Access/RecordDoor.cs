using Buurtzorg.CareRecords.Data;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;

namespace Buurtzorg.CareRecords.Domain.Access;

internal sealed record AccessQuestion(Guid ClientId, Guid PersonId, string Kind, string Service, Right Right, AccessAct Act, string What);

internal sealed record Opened(AccessVerdict Verdict, string? Qualification, AccessEntry Entry);

// Nobody passes without an answer from the database and a line in the access log.
internal sealed class RecordDoor(CareRecordsDb db, IServiceScopeFactory scopes, TimeProvider clock)
{
    public const string Service = "care-records";

    /// <summary>Decides and logs in one transaction, before anything is shown. A denial is always 404.</summary>
    public Task<Outcome<Opened>> LookAsync(Caller caller, Guid clientId, Right right, string what, CancellationToken ct) =>
        LookAsync(new(clientId, caller.PersonId, caller.Kind, caller.Service ?? Service, right, AccessAct.Look, what), ct);

    public async Task<Outcome<Opened>> LookAsync(AccessQuestion question, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The lock comes first: what the log shows after a revoked grant was decided after it, too.
        await db.LockChainsAsync([question.ClientId], ct);
        if (await DecideAsync(question, ct) is not { } opened) return Refusal.NotFound();
        await db.AppendAsync([opened.Entry], ct);
        await transaction.CommitAsync(ct);
        return opened.Verdict.Allowed ? opened : Refusal.NotFound();
    }

    /// <summary>Decides about a change. The slice saves it together with the entry; a denied attempt is logged here.</summary>
    public async Task<Outcome<Opened>> ChangeAsync(Caller caller, Guid clientId, Right right, string what, CancellationToken ct)
    {
        var question = new AccessQuestion(clientId, caller.PersonId, caller.Kind, caller.Service ?? Service, right, AccessAct.Change, what);
        if (await DecideAsync(question, ct) is not { } opened) return Refusal.NotFound();
        if (opened.Verdict.Allowed) return opened;
        await LogApartAsync([opened.Entry], ct);
        return Refusal.NotFound();
    }

    /// <summary>Logs in a transaction of its own what must stay when that of the request is rolled back, or when it has none.</summary>
    public async Task LogApartAsync(IReadOnlyCollection<AccessEntry> entries, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CareRecordsDb>().SaveAsync(entries, ct);
    }

    private async Task<Opened?> DecideAsync(AccessQuestion question, CancellationToken ct)
    {
        if (await db.FindAccessFactsAsync(question.ClientId, question.PersonId, ct) is not var (teamId, otherTeamId, facts)) return null;
        var now = clock.GetUtcNow();
        var verdict = AccessDecision.Decide(question.Kind, question.Right, facts, now);
        return new(verdict, facts.QualificationInTheTeam, new AccessEntry
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
