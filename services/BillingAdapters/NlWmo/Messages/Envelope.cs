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

    public static bool IsOfThisRelease(XName root, out string type)
    {
        var match = Namespace().Match(root.NamespaceName);
        type = match.Success ? match.Groups[1].Value.ToUpperInvariant() : "";
        return match.Success && root.LocalName == "Bericht";
    }

    public static bool IsOfAnotherRelease(XName root) =>
        root.NamespaceName.StartsWith(Standard, StringComparison.Ordinal) && !root.NamespaceName.StartsWith(Standard + "3_2/", StringComparison.Ordinal);

    public static Shape ShapeFor(XName root)
    {
        var of = new ShapesOf(root.Namespace);
        var party = Kind.Matching("[0-9]{4}|[0-9]{8}", "four or eight digits");
        return of.Element("Bericht",
            of.Element("Header",
                of.Element("Afzender", party),
                of.Element("Ontvanger", party),
                of.Element("BerichtIdentificatie", BaseTypes.Identification),
                of.Element("DeclaratieIdentificatie", BaseTypes.Identification).Optional) with
            { Open = true }) with
        { Open = true };
    }

    public static MessageIdentity Identity(XElement message)
    {
        IsOfThisRelease(message.Name, out var type);
        var header = message.Child("Header");
        var identification = header.Child("BerichtIdentificatie");
        var (sender, receiver) = (header.Text("Afzender"), header.Text("Ontvanger"));
        // The header of a return message on our own messages is ours, so there the municipality is the receiver.
        var (payer, provider) = sender.Length == 4 ? (sender, receiver) : (receiver, sender);
        return new(
            type switch { "WMO301" => MessageKind.Assignment, "WMO325" => MessageKind.Answer, _ => MessageKind.Other },
            type,
            identification.Text("Identificatie"),
            new(PayerScheme, payer),
            new(ProviderScheme, provider),
            Values.Date(identification.Text("Dagtekening")),
            type == "WMO325" ? header.ChildOrNull("DeclaratieIdentificatie")?.Text("Identificatie") : null);
    }

    [GeneratedRegex("^http://www\\.istandaarden\\.nl/iwmo/3_2/(wmo3[0-9]{2})/schema\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Namespace();
}
