using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>The client in what we write. What is missing is left out, for the shape to find.</summary>
internal static class ClientPart
{
    private const int MostInitials = 6;

    private static readonly XNamespace Base = ShapesOf.Base.Namespace;

    /// <summary>The number, date of birth, sex and name.</summary>
    public static Shape[] Shape(ShapesOf of) =>
    [
        of.Element("Bsn", Kind.Bsn),
        of.Element("Geboortedatum", BaseTypes.BirthDate),
        of.Element("Geslacht", Kind.Code("0", "1", "2")),
        of.Element("Naam", BaseTypes.ShortName),
    ];

    public static XElement Number(XNamespace ns, MessageClient client) =>
        new(ns + "Bsn", client.Identifiers.FirstOrDefault(i => i.Scheme == Bsn.Scheme)?.Value ?? "");

    public static IEnumerable<XElement?> Render(XNamespace ns, MessageClient client)
    {
        var person = client.Person ?? new();
        var initials = string.Concat((person.Initials ?? "").Where(char.IsLetter).Take(MostInitials));
        return
        [
            Number(ns, client),
            person.DateOfBirth is { } born ? new(ns + "Geboortedatum", new XElement(Base + "Datum", Values.Text(born))) : null,
            person.Sex is { } sex ? new(ns + "Geslacht", sex switch { Sex.Male => "1", Sex.Female => "2", _ => "0" }) : null,
            person.FamilyName is { } name
                ? new(ns + "Naam",
                    new XElement(Base + "Geslachtsnaam", new XElement(Base + "Achternaam", name)),
                    initials.Length > 0 ? new XElement(Base + "Voorletters", initials) : null)
                : null,
        ];
    }
}
