using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about the clients that a claim names. A fault names their key, never their number.</summary>
internal static class ClaimClientRules
{
    public static readonly IReadOnlyList<Rule<ClaimToRender>> All =
    [
        Each("OP079", "client-identifiers-unfit", $"A claim names a client by one identifier, of the scheme {Bsn.Scheme}.",
            c => c.Clients.Where(client => !IsOneNumber(client))),
        Each("CS002", "client-number-invalid", "The citizen service number does not pass the eleven-test.",
            c => c.Clients.Where(client => IsOneNumber(client) && !Bsn.PassesElevenTest(client.Identifiers[0].Value))),
        Each(null, "client-key-twice", "Two clients have the same key.",
            c => c.Clients.GroupBy(client => client.Key).SelectMany(same => same.Skip(1))),
        Each("TR101", "client-twice", "This client stands in the claim twice.",
            c => c.Clients.Where(IsOneNumber).GroupBy(client => client.Identifiers[0].Value).SelectMany(same => same.Skip(1))),
        Each("WMO323", "client-without-lines", "No line is about this client, so the claim may not name them.",
            c => c.Clients.ExceptBy(c.Lines.Select(l => l.ClientKey), client => client.Key)),
        new(null, "client-unknown", "The claim has no client of this key.", ["WMO323"],
            c => c.Lines.ExceptBy(c.Clients.Select(client => client.Key), l => l.ClientKey).Select(l => new Spot(l.LineId, "clientKey")), null),
    ];

    private static bool IsOneNumber(ClaimClient client) => client.Identifiers is [{ Scheme: Bsn.Scheme }];

    private static Rule<ClaimToRender> Each(string? number, string code, string says, Func<ClaimToRender, IEnumerable<ClaimClient>> broken) =>
        new(number, code, says, ["WMO323"], claim => broken(claim).Select(client => new Spot(Place: $"clients[{client.Key}]")), null);
}
