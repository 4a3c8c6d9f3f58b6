using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>The header of a message, as a shape and as we write it.</summary>
internal static class Header
{
    private const string SchemaVersion = "1.0.0";

    private static readonly XNamespace Base = ShapesOf.Base.Namespace;

    /// <summary>Of a message from a municipality to a provider.</summary>
    public static Shape FromMunicipality(ShapesOf of, string code) => Shape(of, code, Kind.Municipality, Kind.Provider);

    /// <summary>Of a message from a provider to a municipality.</summary>
    public static Shape FromProvider(ShapesOf of, string code) => Shape(of, code, Kind.Provider, Kind.Municipality);

    public static XElement Render(XNamespace ns, string code, Identifier sender, Identifier receiver, string reference, DateOnly date) => new(ns + "Header",
        new XElement(ns + "BerichtCode", code),
        new XElement(ns + "BerichtVersie", "3"),
        new XElement(ns + "BerichtSubversie", "2"),
        new XElement(ns + "Afzender", sender.Value),
        new XElement(ns + "Ontvanger", receiver.Value),
        new XElement(ns + "BerichtIdentificatie", new XElement(Base + "Identificatie", reference), new XElement(Base + "Dagtekening", Values.Text(date))),
        Versions(ns + "XsdVersie"));

    /// <summary>The versions of the schemas that we write by.</summary>
    public static XElement Versions(XName name) =>
        new(name, new XElement(Base + "BasisschemaXsdVersie", SchemaVersion), new XElement(Base + "BerichtXsdVersie", SchemaVersion));

    private static Shape Shape(ShapesOf of, string code, Kind sender, Kind receiver) => of.Element("Header",
        of.Element("BerichtCode", Kind.Always(code, "wrong-message-code")),
        of.Element("BerichtVersie", Kind.Always("3", "version-not-supported")),
        of.Element("BerichtSubversie", Kind.Always("2", "version-not-supported")),
        of.Element("Afzender", sender),
        of.Element("Ontvanger", receiver),
        of.Element("BerichtIdentificatie", BaseTypes.Identification),
        of.Element("XsdVersie", BaseTypes.SchemaVersion));
}
