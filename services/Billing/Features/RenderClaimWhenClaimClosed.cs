using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
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
    private const string Bsn = "bsn";

    public static Task Handle(
        ClaimClosed closed, WaitingWork waiting, BillingDb db, AgreementBook agreements, CareRecordsClient careRecords, AdapterClients adapters, OutgoingMessages outgoing, InstallClock clock, CancellationToken ct) =>
        waiting.DoOrKeepAsync(closed.ClaimId, closed.PayerId, closed, () => RenderAsync(closed, db, agreements, careRecords, adapters, outgoing, clock, ct), ct);

    private static async Task RenderAsync(
        ClaimClosed closed, BillingDb db, AgreementBook agreements, CareRecordsClient careRecords, AdapterClients adapters, OutgoingMessages outgoing, InstallClock clock, CancellationToken ct)
    {
        if (await db.LockClaimAsync(closed.ClaimId, ct) is not { State: ClaimState.Closed } claim) return;
        var agreement = agreements.With(claim.PayerId) ?? throw new InvalidOperationException($"The install has no agreement with {claim.PayerId} any more, so claim {claim.Number} cannot be rendered.");
        var adapter = await adapters.ForAsync(agreement, ct);
        var clients = claim.Lines.Select(line => line.ClientId).Distinct().ToList();

        var manifest = await adapter.ManifestAsync(ct);
        var identities = await careRecords.ResolveAsync("claim", clients, ct);
        var faults = Missing(agreement, manifest, clients, identities);
        if (faults.Count > 0)
        {
            claim.CannotBeRendered(faults);
            return;
        }
        var authorisations = await db.Authorisations.Where(a => claim.Lines.Select(line => line.AuthorisationId).Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var (rendered, refusals) = await adapter.RenderAsync(Request(claim, agreements.Provider, authorisations, manifest, identities), ct);
        if (rendered is null)
        {
            claim.CannotBeRendered(refusals);
            return;
        }

        var references = rendered.Lines.ToDictionary(line => line.LineId, line => line.AnswerReference);
        foreach (var line in claim.Lines) line.AnswerReference = references[line.Id.ToString()];
        var subjects = await db.Clients.Where(client => clients.Contains(client.ClientId)).Select(client => client.IdentifierHash).Distinct().ToListAsync(ct);
        var documents = rendered.Documents.Select(document => outgoing.Keep(claim.PayerId, MessageContent.Claim, document, claim.Id, subjects)).ToList();
        claim.Rendered(documents[0].Id, clock.Now);
    }

    internal static IReadOnlyList<Fault> Missing(Agreement agreement, Manifest manifest, IEnumerable<Guid> clients, IReadOnlyDictionary<Guid, CareRecordsClient.Identity> identities) =>
    [
        .. manifest.ContractVersion.Split('.')[0] == $"{AdapterClient.ContractMajor}" ? Array.Empty<Fault>()
            : [new Fault("contract-version", $"The adapter {manifest.Name} speaks version {manifest.ContractVersion} of the contract and billing accepts {AdapterClient.ContractMajor}.x; install one that fits.")],
        .. manifest.PayerSchemes.Any(scheme => scheme.Scheme == Party(agreement.PayerId).Scheme) ? Array.Empty<Fault>()
            : [new Fault("payer-scheme", $"The agreement sends {agreement.PayerId} to the adapter {manifest.Name}, which serves {string.Join(", ", manifest.PayerSchemes.Select(scheme => scheme.Scheme))}.")],
        .. from scheme in manifest.ClientSchemes where scheme.Scheme != Bsn select new Fault("client-scheme", $"The payer wants an identifier of the scheme {scheme.Scheme}, which the platform does not keep."),
        .. from client in clients where !identities.ContainsKey(client) select new Fault("client-unknown", $"care-records does not know the client {client} of this claim."),
    ];

    internal static ClaimToRender Request(
        Claim claim, string provider, IReadOnlyDictionary<Guid, Authorisation> authorisations, Manifest manifest, IReadOnlyDictionary<Guid, CareRecordsClient.Identity> identities) => new(
        claim.Number, new(claim.Period.First, claim.Period.Last), claim.IssuedOn, Party(provider), Party(claim.PayerId), claim.Currency, claim.TotalMinor,
        [.. claim.Lines.Select(line => line.ClientId).Distinct().Select(client => new ClaimClient(client.ToString(), [.. manifest.ClientSchemes.Select(_ => new Identifier(Bsn, identities[client].Bsn))]))],
        [.. from line in claim.Lines
            let authorisation = authorisations[line.AuthorisationId]
            select new ClaimLine(
                line.Id.ToString(), line.Reference, line.ClientId.ToString(),
                new(line.AuthorisationNumber, authorisation.From, authorisation.Until, new(authorisation.Category, authorisation.Code), authorisation.VolumeUnit),
                new(line.Category, line.Code), new(line.From, line.Until), line.Minutes, Unit.Minute, line.AmountMinor, Side.Debit, null, new Rate((long)(line.PerHour * 100), Unit.Hour))]);

    /// <summary>A party as agreements write it, <c>scheme:value</c>.</summary>
    internal static Identifier Party(string text) => new(text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..]);
}
