using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Billing;
using Microsoft.EntityFrameworkCore;
using Claim = Buurtzorg.Billing.Domain.Claim;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Takes what a payer decided about the lines of a claim. The first decision about a line holds: the same again has no effect, another
/// one changes nothing and is shown.
/// </summary>
internal sealed class TakeAnswer(BillingDb db, AgreementBook agreements, InstallClock clock)
{
    public async Task HandleAsync(Message message, MessageIdentity identity, byte[] content, AdapterClient adapter, CancellationToken ct)
    {
        var claimId = await db.Claims.Where(c => c.PayerId == message.PayerId && c.Number == identity.ClaimNumber).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);
        if (claimId is null || await db.LockClaimAsync(claimId.Value, ct) is not { } claim)
        {
            message.Read(MessageState.Refused, new Fault("unknown-claim", $"There is no claim {identity.ClaimNumber} to this payer."));
            return;
        }
        message.ClaimId = claim.Id;
        if (claim.State is ClaimState.Closed or ClaimState.Refused)
        {
            message.Read(MessageState.Refused, new Fault("claim-not-sent", $"The claim {claim.Number} has not left yet, so this cannot be its answer."));
            return;
        }
        await AddSubjectsAsync(message, claim, ct);

        var (answer, faults) = await adapter.ReadAsync(new AnswerToRead(content, Sent(claim)), ct);
        if (answer is not { Faults.Count: 0 })
        {
            message.Read(MessageState.Refused, answer?.Faults ?? faults);
            return;
        }
        var decisions = AnswerDecision.Of(claim.Lines, answer);
        foreach (var (line, answered, effect) in decisions)
        {
            db.Add(new LineAnswer(message.Id, line.Id, answered.Outcome, answered.Amount, effect));
            if (effect is not AnswerEffect.Taken) continue;
            line.Answer(answered, message.Id);
            db.AddRange(Ledger.WhenAnswered(claim.Currency, line, message.Id, clock.Now));
        }
        await TakeBackAsync(decisions, ct);
        if (decisions.Any(decision => decision.Effect is AnswerEffect.Taken))
        {
            claim.Answered(clock.Now);
            db.Announce(claim.Id, claim.Version, new ClaimAnswered(claim.Id, claim.Version, claim.PayerId, claim.Period.ToString()));
        }
        message.Read(AnswerDecision.Outcome(decisions), AnswerDecision.Contradictions(decisions));
    }

    // A granted credit ends the debit that it names.
    private async Task TakeBackAsync(IReadOnlyList<AnswerDecision> decisions, CancellationToken ct)
    {
        List<Guid> credited = [.. decisions.Where(decision => decision is { Effect: AnswerEffect.Taken, Line: { State: LineState.Granted, CreditedLineId: not null } }).Select(decision => decision.Line.CreditedLineId!.Value)];
        foreach (var line in credited.Count == 0 ? [] : await db.ClaimLines.Where(line => credited.Contains(line.Id)).ToListAsync(ct)) line.TakenBack();
    }

    private async Task AddSubjectsAsync(Message message, Claim claim, CancellationToken ct)
    {
        var clients = claim.Lines.Select(line => line.ClientId).Distinct().ToList();
        var subjects = await db.Clients.Where(client => clients.Contains(client.ClientId)).Select(client => client.IdentifierHash).Distinct().ToListAsync(ct);
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
    }

    private SentClaim Sent(Claim claim) => new(
        claim.Number, RenderClaimWhenClaimClosed.Party(agreements.Provider), RenderClaimWhenClaimClosed.Party(claim.PayerId), claim.Currency, claim.TotalMinor,
        [.. claim.Lines.Select(line => new SentLine(line.Id.ToString(), line.AnswerReference!, line.AmountMinor, line.Side))]);
}
