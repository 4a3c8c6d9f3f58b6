using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about the clients that a claim names. A fault names their key, never their number.</summary>
internal static class ClaimClientRules
{
    public static IEnumerable<Fault> Check(ClaimToRender claim)
    {
        var keys = claim.Clients.Select(c => c.Key).ToHashSet();
        var used = claim.Lines.Select(l => l.ClientKey).ToHashSet();
        return
        [
            .. claim.Clients.Where(c => !IsOneNumber(c))
                .Select(c => Of(c, "client-identifiers-unfit", $"A claim names a client by one identifier, of the scheme {Bsn.Scheme}.", "WMO323")),
            .. claim.Clients.Where(c => IsOneNumber(c) && !Bsn.PassesElevenTest(c.Identifiers[0].Value))
                .Select(c => Of(c, "client-number-invalid", "The citizen service number does not pass the eleven-test.", "CS002")),
            .. claim.Clients.GroupBy(c => c.Key).SelectMany(same => same.Skip(1))
                .Select(c => Of(c, "client-key-twice", "Two clients have the same key.", null)),
            .. claim.Clients.Where(IsOneNumber).GroupBy(c => c.Identifiers[0].Value).SelectMany(same => same.Skip(1))
                .Select(c => Of(c, "client-twice", "This client stands in the claim twice.", "TR101")),
            .. claim.Clients.Where(c => !used.Contains(c.Key))
                .Select(c => Of(c, "client-without-lines", "No line is about this client, so the claim may not name them.", "WMO323")),
            .. claim.Lines.Where(l => !keys.Contains(l.ClientKey))
                .Select(l => new Fault("client-unknown", "The claim has no client of this key.", l.LineId, "clientKey")),
        ];
    }

    private static bool IsOneNumber(ClaimClient client) => client.Identifiers.Count == 1 && client.Identifiers[0].Scheme == Bsn.Scheme;

    private static Fault Of(ClaimClient client, string code, string detail, string? rule) =>
        new(code, detail, Place: $"clients[{client.Key}]", Rule: rule);
}
