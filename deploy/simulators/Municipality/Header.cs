using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>A kind of message that a provider sends and a municipality returns, by the numbers and codes of the standard.</summary>
internal sealed record MessageType(string Name, string Code, string ReturnName, string ReturnCode)
{
    public static readonly MessageType Start = new("wmo305", "418", "wmo306", "419");
    public static readonly MessageType Stop = new("wmo307", "420", "wmo308", "421");
    public static readonly MessageType Request = new("wmo315", "444", "wmo316", "445");
    public static readonly MessageType Change = new("wmo317", "480", "wmo318", "481");

    public XNamespace Namespace => Xml.Of(Name);
}

internal sealed record Header(string Sender, string Receiver, string Identification, DateOnly Dated)
{
    public static Header Read(XElement root, MessageType type)
    {
        var header = root.Part(type.Namespace + "Header");
        if (header.Text(type.Namespace + "BerichtCode") != type.Code) throw new UnreadableMessageException($"BerichtCode is not {type.Code}.");
        var identification = header.Part(type.Namespace + "BerichtIdentificatie");
        return new(header.Text(type.Namespace + "Afzender"), header.Text(type.Namespace + "Ontvanger"),
            identification.Text(Xml.Base + "Identificatie"), identification.Date(Xml.Base + "Dagtekening"));
    }

    /// <summary>The header of a message from here.</summary>
    public static XElement Write(XNamespace wmo, string code, string town, string provider, string identification, DateOnly date) =>
        new(wmo + "Header",
            new XElement(wmo + "BerichtCode", code),
            new XElement(wmo + "BerichtVersie", 3),
            new XElement(wmo + "BerichtSubversie", 2),
            new XElement(wmo + "Afzender", town),
            new XElement(wmo + "Ontvanger", provider),
            new XElement(wmo + "BerichtIdentificatie", Xml.Identification(identification, date)),
            new XElement(wmo + "XsdVersie", Xml.XsdVersion()));
}
