using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Billing;
using Microsoft.EntityFrameworkCore;
using Claim = Buurtzorg.Billing.Domain.Claim;
using ClaimLine = Buurtzorg.BillingAdapters.Contract.ClaimLine;
using Rate = Buurtzorg.BillingAdapters.Contract.Rate;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Has the adapter write the claim and stores the exact bytes, encrypted, before anybody can send them. What the payer would refuse
/// is shown on the claim; an outage of care-records or of the adapter is tried again. Rendering twice has one effect.
/// </summary>
internal static class RenderClaimWhenClaimClosed
{
    public static Task Handle(
        ClaimClosed closed, WaitingWork waiting, BillingDb db, AgreementBook agreements, CareRecordsClient careRecords, AdapterClients adapters, OutgoingMessages outgoing, Pseudonyms pseudonyms, InstallClock clock, CancellationToken ct) =>
        waiting.DoOrKeepAsync(closed.ClaimId, closed.PayerId, closed, () => RenderAsync(closed, db, agreements, careRecords, adapters, outgoing, pseudonyms, clock, ct), ct);

    private static async Task RenderAsync(
        ClaimClosed closed, BillingDb db, AgreementBook agreements, CareRecordsClient careRecords, AdapterClients adapters, OutgoingMessages outgoing, Pseudonyms pseudonyms, InstallClock clock, CancellationToken ct)
    {
        if (await db.LockClaimAsync(closed.ClaimId, ct) is not { State: ClaimState.Closed } claim) return;
        var agreement = agreements.With(claim.PayerId) ?? throw new InvalidOperationException($"The install has no agreement with {claim.PayerId} any more, so claim {claim.Number} cannot be rendered.");
        var adapter = await adapters.ForAsync(agreement, ct);
        var clients = claim.Lines.Select(line => line.ClientId).Distinct().ToList();

        var manifest = adapter.Manifest;
        var facts = manifest.Facts?.Claims ?? [];
        var identities = ClientIdentifiers.NeedIdentity(manifest, facts) ? await careRecords.ResolveAsync("claim", clients, ct) : null;
        var hashes = await db.Clients.Where(client => clients.Contains(client.ClientId)).ToDictionaryAsync(client => client.ClientId, client => client.IdentifierHash, ct);
        var faults = Missing(agreement, manifest, clients, identities, hashes);
        if (faults.Count > 0)
        {
            claim.CannotBeRendered(faults);
            return;
        }
        List<Guid> named = [.. claim.Lines.Select(line => line.CreditedLineId ?? line.AdjustedLineId).OfType<Guid>()];
        var referenceOf = await db.ClaimLines.Where(line => named.Contains(line.Id)).ToDictionaryAsync(line => line.Id, line => line.Reference, ct);
        var authorisations = await db.Authorisations.Where(a => claim.Lines.Select(line => line.AuthorisationId).Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        List<ClaimClient> people = [.. clients.Select(client => new ClaimClient(client.ToString(),
            ClientIdentifiers.Of(claim.PayerId, manifest, identities?[client], hashes.GetValueOrDefault(client), pseudonyms), ClientIdentifiers.Person(facts, identities?[client])))];
        var (rendered, refusals) = await adapter.RenderAsync(Request(claim, agreements.Provider, authorisations, people, referenceOf), ct);
        if (rendered is null)
        {
            claim.CannotBeRendered(refusals);
            return;
        }

        var references = rendered.Lines.ToDictionary(line => line.LineId, line => line.AnswerReference);
        foreach (var line in claim.Lines) line.AnswerReference = references[line.Id.ToString()];
        var documents = rendered.Documents.Select(document => outgoing.Keep(claim.PayerId, MessageContent.Claim, document, claim.Id, [.. hashes.Values.Distinct()])).ToList();
        claim.Rendered(documents[0].Id, clock.Now);
    }

    internal static IReadOnlyList<Fault> Missing(
        Agreement agreement, Manifest manifest, IEnumerable<Guid> clients, IReadOnlyDictionary<Guid, CareRecordsClient.Identity>? identities, IReadOnlyDictionary<Guid, string> hashes) =>
    [
        .. ClientIdentifiers.Faults(agreement, manifest),
        .. from client in clients
           where identities?.ContainsKey(client) is false || (manifest.ClientSchemes.Any(scheme => scheme.Scheme is ClientIdentifiers.Pseudonym) && !hashes.ContainsKey(client))
           select new Fault("client-unknown", $"care-records does not know the client {client} of this claim."),
    ];

    internal static ClaimToRender Request(
        Claim claim, string provider, IReadOnlyDictionary<Guid, Authorisation> authorisations, IReadOnlyList<ClaimClient> clients, IReadOnlyDictionary<Guid, string> referenceOf) => new(
        claim.Number, new(claim.Period.First, claim.Period.Last), claim.IssuedOn, Party(provider), Party(claim.PayerId), claim.Currency, claim.TotalMinor, clients,
        [.. from line in claim.Lines
            let authorisation = line.AuthorisationId is { } id ? authorisations[id] : null
            select new ClaimLine(
                line.Id.ToString(), line.Reference, line.ClientId.ToString(),
                authorisation is null ? null : new(line.AuthorisationNumber!, authorisation.From, authorisation.Until, new(authorisation.Category, authorisation.Code), authorisation.VolumeUnit is Unit.MinorCurrencyUnit ? null : authorisation.VolumeUnit),
                new(line.Category, line.Code), new(line.From, line.Until), line.Volume, line.Unit, line.AmountMinor, line.Side,
                line.CreditedLineId is { } credited ? referenceOf[credited] : null, RateOf(line), line.AdjustedLineId is { } adjusted ? referenceOf[adjusted] : null)]);

    // A rate is told where the amount follows from it alone.
    private static Rate? RateOf(Domain.ClaimLine line) =>
        Money.Of(line.Price with { Lengths = null }, line.Unit, line.Volume, []).Minor == line.AmountMinor ? new Rate((long)(line.RateAmount * 100), line.RatePer) : null;

    /// <summary>A party as agreements write it, <c>scheme:value</c>.</summary>
    internal static Identifier Party(string text) => new(text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..]);
}
