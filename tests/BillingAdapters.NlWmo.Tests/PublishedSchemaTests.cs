using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>The published schemas as an oracle, where STANDARDS_DIR names their folder.</summary>
public sealed class PublishedSchemaTests
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    [Theory]
    [InlineData("wmo301.xml")]
    [InlineData("wmo305.xml")]
    [InlineData("wmo307.xml")]
    [InlineData("wmo315.xml")]
    [InlineData("wmo317.xml")]
    [InlineData("wmo319.xml")]
    [InlineData("wmo323.xml")]
    public void Our_samples_are_valid(string file) => Assert.Empty(Published().Check(Sample.Bytes(file)));

    [Fact]
    public void A_claim_that_we_render_is_valid()
    {
        var claim = Sample.Claim().With(3, l => l with { Volume = 100, Amount = 706100 });

        Assert.Empty(Published().Check(RenderClaim.Render(claim).Value!.Documents[0].Content));
    }

    [Fact]
    public void What_the_schemas_find_is_named_without_values()
    {
        var fault = Assert.Single(Published().Check(Sample.Bytes("wmo301.xml", m => m.Set("Geslacht", Sample.Client))));

        Assert.Equal("schema-invalid", fault.Code);
        Assert.DoesNotContain(Sample.Client, fault.Detail);
    }

    [Theory]
    [InlineData("wmo302-accepted.xml", "301", "414", "415", "Client Relatie Contact ToegewezenProduct")]
    [InlineData("wmo302-refused.xml", "301", "414", "415", "Client Relatie Contact ToegewezenProduct")]
    [InlineData("wmo302-per-record.xml", "301", "414", "415", "Client Relatie Contact ToegewezenProduct")]
    [InlineData("wmo320-accepted.xml", "319", "482", "483", "Antwoord")]
    [InlineData("wmo320-refused.xml", "319", "482", "483", "Antwoord")]
    public void A_return_message_is_valid_by_the_schema_of_its_original_with_what_it_adds(string file, string original, string code, string returnCode, string records) =>
        Assert.Empty(Validate(ReturnSchema(original, file[3..6], code, returnCode, records), Path.Combine(Folder(), "iwmo-3.2"), Sample.Text(file)));

    [Theory]
    [InlineData("wmo305.xml", "418", "419", "Client StartProduct")]
    [InlineData("wmo307.xml", "420", "421", "Client StopProduct")]
    [InlineData("wmo315.xml", "444", "445", "Client AangevraagdProduct")]
    [InlineData("wmo317.xml", "480", "481", "Client Verzoek OngewijzigdProduct TeWijzigenProduct NieuwProduct")]
    public void The_returns_of_the_tests_are_valid_in_the_same_way(string file, string code, string returnCode, string records)
    {
        var (original, number) = (file[3..6], $"{int.Parse(file[3..6]) + 1}");

        foreach (var message in new[] { Notices.Return(file), Notices.Return(file, "0001"), Notices.Return(file, "0200", whole: true) })
            Assert.Empty(Validate(ReturnSchema(original, number, code, returnCode, records), Path.Combine(Folder(), "iwmo-3.2"), System.Text.Encoding.UTF8.GetString(message)));
    }

    private static XElement ReturnSchema(string original, string number, string code, string returnCode, string records)
    {
        var schema = XElement.Load(Path.Combine(Folder(), "iwmo-3.2", $"WMO{original}.xsd"));
        schema = XElement.Parse(schema.ToString().Replace($"wmo{original}", $"wmo{number}").Replace($"\"{code}\"", $"\"{returnCode}\""));
        Type(schema, "Root").Elements().Last().SetAttributeValue("minOccurs", 0);
        Type(schema, "Header").Add(
            Element("IdentificatieRetour", "iwmo:LDT_IdentificatieBericht"), Element("DagtekeningRetour", "iwmo:LDT_Datum"),
            Optional(Element("XsltVersie", "iwmo:LDT_Versie")), Element("XsdVersieRetour", "iwmo:CDT_XsdVersie"),
            Optional(Element("RetourCodes", $"wmo{number}:RetourCodes")));
        foreach (var record in records.Split(' '))
            Type(schema, record).Add(Element("RetourCodes", $"wmo{number}:RetourCodes"));
        var element = Element("RetourCode", "iwmo:LDT_RetourCode");
        element.SetAttributeValue("maxOccurs", "unbounded");
        schema.Add(new XElement(Xs + "complexType", new XAttribute("name", "RetourCodes"), new XElement(Xs + "sequence", element)));
        return schema;
    }

    [Fact]
    public void Our_answer_is_valid_by_the_schema_of_the_same_shape_for_youth_care()
    {
        var schema = XElement.Load(Path.Combine(Folder(), "iwmo-3.2", "jw", "JW325.xsd"));
        schema = XElement.Parse(schema.ToString().Replace("jw325", "wmo325").Replace("ijw", "iwmo").Replace("\"491\"", "\"485\""));

        Assert.Empty(Validate(schema, Path.Combine(Folder(), "iwmo-3.2"), Sample.Text("wmo325-partly.xml")));
    }

    private static XElement Type(XElement schema, string name) =>
        schema.Elements(Xs + "complexType").Single(t => (string?)t.Attribute("name") == name).Element(Xs + "sequence")!;

    private static XElement Element(string name, string type) => new(Xs + "element", new XAttribute("name", name), new XAttribute("type", type));

    private static XElement Optional(XElement element)
    {
        element.SetAttributeValue("minOccurs", 0);
        return element;
    }

    private static List<string> Validate(XElement schema, string folder, string message)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        using (var text = XmlReader.Create(new StringReader(schema.ToString()), null, new Uri(folder + "/").ToString())) schemas.Add(null, text);
        var mistakes = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas };
        settings.ValidationEventHandler += (_, e) => mistakes.Add(e.Message);
        using var reader = XmlReader.Create(new StringReader(message), settings);
        while (reader.Read()) { }
        return mistakes;
    }

    private static PublishedSchemas Published() => new(Folder());

    private static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("STANDARDS_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STANDARDS_DIR does not name the folder of the published schemas.");
        return folder;
    }
}
