using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>One thing wrong in a claim that was right.</summary>
/// <param name="Requirement">That asks that it is refused.</param>
/// <param name="OfLine">Whether a fault must name the line.</param>
/// <param name="Apply">Breaks the claim, or the line at an index of it; null where this claim or this manifest cannot be broken so.</param>
internal sealed record Breach(string Requirement, string Name, bool OfLine, Func<Manifest, ClaimToRender, int, ClaimToRender?> Apply)
{
    private static readonly Identifier Unknown = new("kit-unknown", "1");

    public static readonly IReadOnlyList<Breach> All =
    [
        Whole("HONEST-02", "a total that is not debits less credits", (_, c) => c with { Total = c.Total + 1 }),
        Whole("MANIFEST-05", "a currency that the manifest does not name", (_, c) => c with { Currency = "XTS" }),
        Whole("MANIFEST-05", "a payer of a scheme that the manifest does not name", (_, c) => c with { Payer = Unknown }),
        Whole("MANIFEST-05", "a sender of a scheme that the manifest does not name", (_, c) => c with { Sender = Unknown }),
        Line("MANIFEST-05", "a unit that the manifest does not name", (m, _, l) =>
            Enum.GetValues<Unit>().Except(m.Units).ToList() is [var unit, ..] ? l with { Unit = unit, Rate = l.Rate is { } rate ? rate with { Per = unit } : null } : null),
        Whole("MANIFEST-04", "a claim number that is too long", (m, c) => c with { Number = new('1', m.Numbering.ClaimNumber.MaxLength + 1) }),
        Line("MANIFEST-04", "a reference of a line that is too long", (m, _, l) => l with { Reference = new('1', m.Numbering.LineReference.MaxLength + 1) }),
        Client("MANIFEST-06", "a client without the identifiers of clientSchemes", (m, c) => m.ClientSchemes.Count == 0 ? null : c with { Identifiers = [] }),
        Client("MANIFEST-06", "a client with an identifier beside those of clientSchemes", (_, c) => c with { Identifiers = [.. c.Identifiers, Unknown] }),
        Client("MANIFEST-06", "a client whose identifier does not match its pattern", (m, c) =>
            m.ClientSchemes is [{ } scheme, ..] && !PatternStrings.Matches(scheme.Pattern, "~") ? c with { Identifiers = [new(scheme.Scheme, "~"), .. c.Identifiers.Skip(1)] } : null),
        Client("MANIFEST-06", "a client without the facts that the manifest names", (m, c) => m.Facts?.Claims is { Count: > 0 } ? c with { Person = null } : null),
        // An adjustment is a difference of two rounded amounts, and may itself be one off.
        Line("HONEST-06", "an amount that is not volume times rate", (_, _, l) => l.Rate is null || l.AdjustedReference is not null ? null : l with { Amount = l.Amount + 1 }),
        Line("HONEST-07", "a reference that stands twice", (_, c, l) => c.Lines.FirstOrDefault(other => other.LineId != l.LineId) is { } other ? l with { Reference = other.Reference } : null),
        Whole("HONEST-08", "a client without lines", (_, c) => c with { Clients = [.. c.Clients, c.Clients[0] with { Key = "nobody", Identifiers = c.Clients[0].Identifiers }] }),
        Whole("HONEST-08", "a client who stands twice", (_, c) => c with { Clients = [.. c.Clients, c.Clients[0]] }),
        Line("HONEST-08", "a line of a client that the claim does not name", (_, c, l) =>
            c.Lines.Count(other => other.ClientKey == l.ClientKey) > 1 ? l with { ClientKey = "nobody" } : null),
        Line("HONEST-09", "a credit that names no line", (m, _, l) => m.Capabilities.Corrections && l.AdjustedReference is null ? l with { Side = Side.Credit, CreditedReference = null } : null),
        Line("HONEST-09", "a debit that names a line as if it were a credit", (_, _, l) =>
            l.Side == Side.Debit && l.AdjustedReference is null ? l with { CreditedReference = "1" } : null),
        Line("HONEST-09", "a line that credits and adjusts", (m, _, l) => m.Capabilities.Adjustments == true && l.CreditedReference is { } credited ? l with { AdjustedReference = credited } : null),
        Line("HONEST-10", "a period that ends before it starts", (_, _, l) => l with { Period = new(l.Period.Until, l.Period.From) }),
    ];

    public override string ToString() => Name;

    private static Breach Whole(string requirement, string name, Func<Manifest, ClaimToRender, ClaimToRender?> apply) =>
        new(requirement, name, false, (manifest, claim, _) => apply(manifest, claim));

    private static Breach Client(string requirement, string name, Func<Manifest, ClaimClient, ClaimClient?> apply) =>
        new(requirement, name, false, (manifest, claim, _) =>
            apply(manifest, claim.Clients[0]) is { } broken ? claim with { Clients = [broken, .. claim.Clients.Skip(1)] } : null);

    private static Breach Line(string requirement, string name, Func<Manifest, ClaimToRender, ClaimLine, ClaimLine?> apply) =>
        new(requirement, name, true, (manifest, claim, index) =>
        {
            if (apply(manifest, claim, claim.Lines[index]) is not { } broken) return null;
            var lines = claim.Lines.Select((line, i) => i == index ? broken : line).ToList();
            return claim with { Lines = lines, Total = claim.Total - ClaimMaker.Total([claim.Lines[index]]) + ClaimMaker.Total([broken]) };
        });
}
