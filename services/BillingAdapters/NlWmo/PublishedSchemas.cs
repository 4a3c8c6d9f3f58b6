using System.Xml;
using System.Xml.Schema;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.Platform;

namespace Buurtzorg.BillingAdapters.NlWmo;

/// <summary>
/// The published schemas, where an install mounts them (<c>Standards:Folder</c>): a second opinion beside our own shapes, on what comes in
/// and on what goes out. They are not part of this repository. Messages whose schema is not in the folder pass.
/// </summary>
internal sealed class PublishedSchemas
{
    private readonly XmlSchemaSet _schemas = new() { XmlResolver = new XmlUrlResolver() };

    public PublishedSchemas(string? folder)
    {
        if (folder is not null && new DirectoryInfo(Path.Combine(folder, "iwmo-3.2")) is { Exists: true } published)
            foreach (var file in published.EnumerateFiles("WMO3??.xsd").OrderBy(file => file.Name, StringComparer.Ordinal))
                _schemas.Add(null, file.FullName);
        _schemas.Compile();
    }

    public static void Add(PlatformService service) =>
        service.Services.AddSingleton(provider => new PublishedSchemas(provider.GetRequiredService<IConfiguration>()["Standards:Folder"]));

    /// <summary>What the schemas find, by line and position: their own words repeat values.</summary>
    public List<Fault> Check(byte[] message)
    {
        var faults = new List<Fault>();
        using var document = SafeXml.Open(message);
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = _schemas };
        settings.ValidationEventHandler += (_, e) => faults.Add(new(
            "schema-invalid", $"The published schema does not allow what stands on line {e.Exception.LineNumber}, position {e.Exception.LinePosition}."));
        using var reader = XmlReader.Create(document, settings);
        while (reader.Read()) { }
        return faults;
    }

    /// <summary>A document of ours that its schema does not allow is a mistake of ours, and does not leave.</summary>
    public void Require(Document document)
    {
        if (Check(document.Content) is [var fault, ..])
            throw new InvalidOperationException($"{document.Name[..6]} breaks its published schema: {fault.Detail}");
    }
}
