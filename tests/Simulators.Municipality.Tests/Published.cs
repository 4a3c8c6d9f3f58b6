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
