using System.Text.RegularExpressions;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>What every message of the standard has in its header, whatever follows.</summary>
internal static partial class Envelope
{
    private const string Standard = "http://www.istandaarden.nl/iwmo/";

    public const string PayerScheme = "nl-wmo";

    public const string ProviderScheme = "nl-agb";

    public static bool IsMunicipality(Identifier payer) => payer.Scheme == PayerScheme && Kind.Municipality.Accepts(payer.Value);

    public static bool IsProvider(Identifier sender) => sender.Scheme == ProviderScheme && Kind.Provider.Accepts(sender.Value);

    public static bool IsOfThisRelease(XName root, out string type)
    {
        var match = Namespace().Match(root.NamespaceName);
        type = match.Success ? match.Groups[1].Value.ToUpperInvariant() : "";
        return match.Success && root.LocalName == "Bericht";
    }

    public static bool IsOfAnotherRelease(XName root) =>
        root.NamespaceName.StartsWith(Standard, StringComparison.Ordinal) && !root.NamespaceName.StartsWith(Standard + "3_2/", StringComparison.Ordinal);

    /// <summary>As much of a message as tells what it is; what else it holds is passed over.</summary>
    public static Shape ShapeFor(XName root)
    {
        var of = new ShapesOf(root.Namespace);
        var party = Kind.Matching("[0-9]{4}|[0-9]{8}", "four or eight digits");
        IsOfThisRelease(root, out var type);
        return Open("Bericht",
            Open("Header",
                of.Element("Afzender", party),
                of.Element("Ontvanger", party),
                of.Element("BerichtIdentificatie", BaseTypes.Identification),
                of.Element("IdentificatieRetour", Kind.Text(12)) with { Min = KindOf(type) == MessageKind.Return ? 1 : 0 },
                of.Element("DagtekeningRetour", Kind.Date) with { Min = KindOf(type) == MessageKind.Return ? 1 : 0 },
                of.Element("DeclaratieIdentificatie", BaseTypes.Identification).Optional),
            Open("Antwoord", of.Element("ReferentieAanbieder", Kind.Text(36))) with { Min = KindOf(type) == MessageKind.RequestAnswer ? 1 : 0 });

        Shape Open(string name, params Shape[] children) => of.Element(name, children) with { Open = true };
    }

    public static MessageIdentity Identity(XElement message)
    {
        IsOfThisRelease(message.Name, out var type);
        var (kind, header) = (KindOf(type), message.Child("Header"));
        var identification = header.Child("BerichtIdentificatie");
        var (sender, receiver) = (header.Text("Afzender"), header.Text("Ontvanger"));
        // The header of a return message is that of its original, and what is its own stands beside it.
        var (payer, provider) = sender.Length == 4 ? (sender, receiver) : (receiver, sender);
        return new(
            kind,
            type,
            header.TextOrNull("IdentificatieRetour") ?? identification.Text("Identificatie"),
            new(PayerScheme, payer),
            new(ProviderScheme, provider),
            header.DateOrNull("DagtekeningRetour") ?? identification.Date("Dagtekening"),
            kind == MessageKind.Answer ? header.ChildOrNull("DeclaratieIdentificatie")?.Text("Identificatie") : null,
            kind switch
            {
                MessageKind.Return => identification.Text("Identificatie"),
                MessageKind.RequestAnswer => message.Child("Antwoord").Text("ReferentieAanbieder"),
                _ => null,
            });
    }

    private static MessageKind KindOf(string type) => type switch
    {
        "WMO301" => MessageKind.Assignment,
        "WMO306" or "WMO308" or "WMO316" or "WMO318" => MessageKind.Return,
        "WMO319" => MessageKind.RequestAnswer,
        "WMO325" => MessageKind.Answer,
        _ => MessageKind.Other,
    };

    [GeneratedRegex("^http://www\\.istandaarden\\.nl/iwmo/3_2/(wmo3[0-9]{2})/schema\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Namespace();
}
