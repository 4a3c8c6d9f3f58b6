using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.CareRecords;

/// <summary>Names a client in a notice or a request, as far as the adapter wants, the agreement lets leave, and no further.</summary>
internal sealed class NamingClients(CareRecordsClient careRecords, Pseudonyms pseudonyms)
{
    /// <returns>The client, or null with what is missing.</returns>
    public async Task<(MessageClient? Client, IReadOnlyList<Fault> Missing)> OfAsync(
        string purpose, Agreement agreement, Manifest manifest, IReadOnlyList<Fact> facts, KnownClient client, CancellationToken ct)
    {
        List<Fault> missing = [.. ClientIdentifiers.Faults(agreement, manifest)];
        var identity = missing.Count == 0 && ClientIdentifiers.NeedIdentity(manifest, facts) ? (await careRecords.ResolveAsync(purpose, [client.ClientId], ct)).GetValueOrDefault(client.ClientId) : null;
        if (missing.Count == 0 && identity is null && ClientIdentifiers.NeedIdentity(manifest, facts)) missing.Add(new("client-unknown", "care-records does not know the client."));
        return missing.Count > 0 ? (null, missing)
            : (new(ClientIdentifiers.Of(agreement.PayerId, manifest, identity, client.IdentifierHash, pseudonyms), ClientIdentifiers.Person(facts, identity)), []);
    }
}
