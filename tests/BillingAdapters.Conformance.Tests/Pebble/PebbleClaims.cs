using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>Claims, notices and requests of the invented world.</summary>
internal static class PebbleClaims
{
    public static Reply Render(ClaimToRender c)
    {
        var faults = Faults(c).ToList();
        if (faults.Count > 0) return Reply.Refusal(faults);
        var document = new
        {
            c.Number,
            c.Period,
            c.IssuedOn,
            Sender = c.Sender.Value,
            Payer = c.Payer.Value,
            c.Currency,
            c.Total,
            Clients = c.Clients.Select(client => new
            {
                Client = client.Identifiers[0].Value,
                client.Person!.FamilyName,
                Lines = c.Lines.Where(l => l.ClientKey == client.Key)
                    .Select(l => new { l.Reference, Under = l.Assignment, l.Product, l.Period, l.Volume, l.Unit, l.Amount, l.Side, l.CreditedReference, l.AdjustedReference, l.Rate }),
            }),
        };
        return Reply.Of(new ClaimRendered([Json($"pebble-{c.Number}.json", document)], [.. c.Lines.Select(l => new RenderedLine(l.LineId, l.Reference))]));
    }

    public static Reply Render(NoticeToRender n)
    {
        var faults = Parties(n.Sender, n.Payer, n.Client, n.Reference);
        if (n.Items.Any(i => (n.Kind == NoticeKind.Stop) != (i.StoppedOn is not null))) faults.Add(new("last-day", "A stop, and only a stop, has a last day.", Place: "items"));
        if (n.Items.Any(i => (n.Kind == NoticeKind.Stop) != (i.Reason is not null))) faults.Add(new("reason", "A stop, and only a stop, has a reason.", Place: "items"));
        return faults.Count > 0 ? Reply.Refusal(faults) : Reply.Of(new DocumentsRendered([Json($"pebble-{n.Reference}.json", n)]));
    }

    public static Reply Render(RequestToRender r)
    {
        var faults = Parties(r.Sender, r.Payer, r.Client, r.Reference);
        if ((r.Kind == RequestKind.Change) != (r.Reason is not null)) faults.Add(new("reason", "A change, and only a change, has a reason.", Place: "reason"));
        if (r.Products.Any(p => new object?[] { p.Volume, p.Unit, p.Frequency }.Count(v => v is null) is not (0 or 3))) faults.Add(new("volume", "Volume, unit and frequency are together.", Place: "products"));
        return faults.Count > 0 ? Reply.Refusal(faults) : Reply.Of(new DocumentsRendered([Json($"pebble-{r.Reference}.json", r)]));
    }

    private static List<Fault> Parties(Identifier sender, Identifier payer, MessageClient client, string reference)
    {
        List<Fault> faults = [];
        if (!PebbleAdapter.Knows(sender, PebbleAdapter.Manifest.SenderSchemes)) faults.Add(new("sender", "This sender is of no scheme here.", Place: "sender"));
        if (!PebbleAdapter.Knows(payer, PebbleAdapter.Manifest.PayerSchemes)) faults.Add(new("payer", "This payer is of no scheme here.", Place: "payer"));
        if (!AreOurs(client.Identifiers)) faults.Add(new("client-identifiers", "A client has one number here.", Place: "client"));
        if (!PebbleAdapter.Fits(PebbleAdapter.Manifest.Numbering.ReturnReference, reference)) faults.Add(new("reference", "The reference is not of its form.", Place: "reference"));
        return faults;
    }

    private static bool AreOurs(IReadOnlyList<Identifier> identifiers) => identifiers.Count == 1 && PebbleAdapter.Knows(identifiers[0], PebbleAdapter.Manifest.ClientSchemes);

    private static IEnumerable<Fault> Faults(ClaimToRender c)
    {
        var m = PebbleAdapter.Manifest;
        Fault Whole(string code, string detail) => new(code, detail, Place: code);
        if (c.Total != c.Lines.Sum(l => l.Side == Side.Debit ? l.Amount : -l.Amount)) yield return Whole("total", "The total is not the sum of the lines.");
        if (!m.Currencies.Contains(c.Currency)) yield return Whole("currency", "This currency is not known here.");
        if (!PebbleAdapter.Knows(c.Sender, m.SenderSchemes)) yield return Whole("sender", "This sender is of no scheme here.");
        if (!PebbleAdapter.Knows(c.Payer, m.PayerSchemes)) yield return Whole("payer", "This payer is of no scheme here.");
        if (!PebbleAdapter.Fits(m.Numbering.ClaimNumber, c.Number)) yield return Whole("number", "The number is not of its form.");
        foreach (var client in c.Clients)
        {
            if (!AreOurs(client.Identifiers)) yield return Whole("client-identifiers", "A client has one number here.");
            if (client.Person is not { FamilyName: not null, Initials: null, DateOfBirth: null, Sex: null }) yield return Whole("client-facts", "A client has a family name here, and nothing else.");
            if (c.Lines.All(l => l.ClientKey != client.Key)) yield return Whole("client-without-lines", "A client has no lines.");
        }
        if (c.Clients.DistinctBy(client => client.Key).Count() < c.Clients.Count) yield return Whole("client-twice", "A client stands in the claim twice.");
        foreach (var (l, i) in c.Lines.Select((l, i) => (l, i)))
        {
            Fault Line(string code, string detail) => new(code, detail, l.LineId);
            if (!PebbleAdapter.Fits(m.Numbering.LineReference, l.Reference)) yield return Line("reference", "The reference is not of its form.");
            if (c.Lines.Take(i).Concat(c.Lines.Skip(i + 1)).Any(other => other.Reference == l.Reference)) yield return Line("reference-twice", "Two lines have one reference.");
            if (c.Clients.All(client => client.Key != l.ClientKey)) yield return Line("client-unknown", "The claim does not name the client.");
            if (!m.Units.Contains(l.Unit)) yield return Line("unit", "This unit is not known here.");
            if (l.Rate is { } rate && (rate.Per != l.Unit || l.Amount != rate.Amount * l.Volume)) yield return Line("amount", "The amount is not the volume times the rate.");
            if (l.Side == Side.Credit && l.CreditedReference is null) yield return Line("credit-of-nothing", "A credit names what it takes back.");
            if (l.Side == Side.Debit && l.CreditedReference is not null) yield return Line("debit-of-credit", "Only a credit names what it takes back.");
            if (l.CreditedReference is not null && l.AdjustedReference is not null) yield return Line("credits-and-adjusts", "A line does not both credit and adjust.");
            if (l.Period.Until < l.Period.From) yield return Line("period", "The period ends before it starts.");
        }
    }

    private static Document Json(string name, object value) =>
        Document.Of(Regex.Replace(name, "[^A-Za-z0-9.-]", "-"), "application/json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, ContractJson.Options)));
}
