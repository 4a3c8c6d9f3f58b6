using YamlDotNet.RepresentationModel;

namespace Buurtzorg.BillingAdapters.Contract.Tests;

/// <summary>openapi.yaml and the versions of it that were released.</summary>
internal static class ContractDocuments
{
    public static YamlMappingNode Current() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi.yaml")));

    /// <summary>The newest that was released.</summary>
    public static YamlMappingNode Released() => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "released"), "*.yaml")
        .Select(file => Parse(File.ReadAllText(file))).MaxBy(VersionOf)!;

    public static Version VersionOf(YamlMappingNode document) => Version.Parse(document["info"]["version"].ToString());

    public static YamlMappingNode Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
