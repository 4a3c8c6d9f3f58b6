using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.BillingAdapters.Contract.Tests;

/// <summary>The records and openapi.yaml are two spellings of one contract.</summary>
public sealed class RecordTests
{
    private static readonly YamlMappingNode Document = ContractDocuments.Current();
    private static readonly YamlMappingNode Schemas = At(Document, "components", "schemas");

    [Fact]
    public void Every_schema_has_its_record_and_every_record_its_schema() => Assert.Equal(
        Schemas.Children.Keys.Select(k => k.ToString()).Order(StringComparer.Ordinal),
        typeof(Manifest).Assembly.GetExportedTypes().Where(t => !(t.IsAbstract && t.IsSealed)).Select(t => t.Name).Order(StringComparer.Ordinal));

    public static TheoryData<string> Names => [.. Schemas.Children.Keys.Select(k => k.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_has_the_members_of_its_schema(string name)
    {
        var schema = At(Schemas, name);
        var type = typeof(Manifest).Assembly.GetType($"{typeof(Manifest).Namespace}.{name}")!;
        if (type.IsEnum)
        {
            Assert.Equal(Strings(schema, "enum"), Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
            return;
        }
        var properties = At(schema, "properties");
        var members = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();

        Assert.Equal(properties.Children.Keys.Select(k => k.ToString()).Order(StringComparer.Ordinal), members.Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Equal(Strings(schema, "required").Order(StringComparer.Ordinal), members.Where(m => !IsOptional(m)).Select(NameOf).Order(StringComparer.Ordinal));
        Assert.All(members, member =>
        {
            var property = At(properties, NameOf(member));
            Assert.Equal(Describe(property), Describe(Nullable.GetUnderlyingType(member.ParameterType) ?? member.ParameterType));
            Assert.Equal(IsOptional(member), property.Children.TryGetValue("nullable", out var nullable) && nullable.ToString() == "true");
        });
    }

    [Fact]
    public void The_routes_of_the_records_are_the_paths_of_the_document() => Assert.Equal(
        At(Document, "paths").Children.Keys.Select(k => k.ToString()).Order(StringComparer.Ordinal),
        typeof(AdapterRoutes).GetFields().Select(f => "/" + f.GetRawConstantValue()).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_record_and_every_enumeration_says_what_it_is()
    {
        var documented = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Buurtzorg.BillingAdapters.Contract.xml")).Descendants("member")
            .Where(m => !string.IsNullOrWhiteSpace(m.Element("summary")?.Value)).Select(m => m.Attribute("name")!.Value).ToHashSet();

        Assert.All(typeof(Manifest).Assembly.GetExportedTypes(), type => Assert.Contains($"T:{type.FullName}", documented));
    }

    private static string NameOf(ParameterInfo member) => JsonNamingPolicy.CamelCase.ConvertName(member.Name!);

    private static bool IsOptional(ParameterInfo member) => new NullabilityInfoContext().Create(member).WriteState == NullabilityState.Nullable;

    private static string Describe(YamlMappingNode property)
    {
        if (property.Children.TryGetValue("allOf", out var all)) return Describe((YamlMappingNode)((YamlSequenceNode)all).Children.Single());
        if (property.Children.TryGetValue("$ref", out var reference)) return reference.ToString().Split('/')[^1];
        var type = property.Children["type"].ToString();
        if (type == "array") return $"[{Describe(At(property, "items"))}]";
        return property.Children.TryGetValue("format", out var format) ? $"{type} {format}" : type;
    }

    private static string Describe(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(DateTime) => "string",
        _ when type == typeof(byte[]) => "string byte",
        _ when type == typeof(DateOnly) => "string date",
        _ when type == typeof(long) => "integer int64",
        _ when type == typeof(int) => "integer",
        _ when type == typeof(bool) => "boolean",
        { IsGenericType: true } => $"[{Describe(type.GetGenericArguments()[0])}]",
        _ => type.Name,
    };

    private static IEnumerable<string> Strings(YamlMappingNode node, string key) => ((YamlSequenceNode)node.Children[key]).Select(n => n.ToString());

    private static YamlMappingNode At(YamlMappingNode node, params string[] keys) => keys.Aggregate(node, (at, key) => (YamlMappingNode)at.Children[key]);
}
