using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>The published schemas as an oracle, where STANDARDS_DIR names them.</summary>
internal static class Published
{
    public static void Accepts(XElement message, string schema)
    {
        var folder = Environment.GetEnvironmentVariable("STANDARDS_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STANDARDS_DIR names no folder of published schemas.");
        Validate(message, XmlReader.Create(Path.Combine(folder!, "iwmo-3.2", schema)), Path.Combine(folder!, "iwmo-3.2"));
    }

    /// <summary>The WMO325 is not published with the others; it has the shape of the JW325.</summary>
    public static void AcceptsAnswer(XElement message)
    {
        var folder = Environment.GetEnvironmentVariable("STANDARDS_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STANDARDS_DIR names no folder of published schemas.");
        var text = File.ReadAllText(Path.Combine(folder!, "iwmo-3.2", "jw", "JW325.xsd"))
            .Replace("jw325", "wmo325").Replace("ijw", "iwmo").Replace("\"491\"", "\"485\"");
        Validate(message, XmlReader.Create(new StringReader(text)), Path.Combine(folder!, "iwmo-3.2"));
    }

    /// <summary>The return messages are not published with the others; they have the shape of what they return, with return codes per record.</summary>
    public static void AcceptsReturn(XElement message, string original, string name)
    {
        var folder = Environment.GetEnvironmentVariable("STANDARDS_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STANDARDS_DIR names no folder of published schemas.");
        var schema = XDocument.Parse(File.ReadAllText(Path.Combine(folder!, "iwmo-3.2", original.ToUpperInvariant() + ".xsd")).Replace(original, name));
        XNamespace xs = "http://www.w3.org/2001/XMLSchema";
        foreach (var pattern in schema.Descendants(xs + "element").Where(element => (string?)element.Attribute("name") == "BerichtCode").Descendants(xs + "pattern"))
            pattern.SetAttributeValue("value", int.Parse(pattern.Attribute("value")!.Value) + 1);
        foreach (var body in schema.Descendants(xs + "element").Where(element => (string?)element.Attribute("type") == name + ":Client"))
            body.SetAttributeValue("minOccurs", 0);
        foreach (var type in schema.Root!.Elements(xs + "complexType").Where(type => !type.Attribute("name")!.Value.EndsWith("Producten", StringComparison.Ordinal) && type.Attribute("name")!.Value != "Root"))
            type.Element(xs + "sequence")!.Add(type.Attribute("name")!.Value == "Header"
                ? (object[])[Element("IdentificatieRetour", "iwmo:LDT_IdentificatieBericht"), Element("DagtekeningRetour", "iwmo:LDT_Datum"), Element("XsdVersieRetour", "iwmo:CDT_XsdVersie"), Element("RetourCodes", name + ":RetourCodes")]
                : [Element("RetourCodes", name + ":RetourCodes")]);
        schema.Root.Add(new XElement(xs + "complexType", new XAttribute("name", "RetourCodes"),
            new XElement(xs + "sequence", new XAttribute("maxOccurs", "unbounded"), Element("RetourCode", "iwmo:LDT_RetourCode"))));
        Validate(message, schema.CreateReader(), Path.Combine(folder!, "iwmo-3.2"));

        XElement Element(string element, string type) => new(xs + "element", new XAttribute("name", element), new XAttribute("type", type));
    }

    private static void Validate(XElement message, XmlReader schema, string folder)
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        set.Add(null, Path.Combine(folder, "basisschema.xsd"));
        set.Add(null, schema);
        var faults = new List<string>();
        new XDocument(message).Validate(set, (_, fault) => faults.Add(fault.Message));
        Assert.Empty(faults);
    }
}
