using Xunit;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.BillingAdapters.Contract.Tests;

/// <summary>Within a major version the contract only grows, by the rules of CHANGELOG.md.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public void The_document_keeps_what_was_released() => Assert.Empty(Compatibility.Breaches(ContractDocuments.Released(), ContractDocuments.Current()));

    [Fact]
    public void The_changelog_knows_the_version_of_the_document() => Assert.Contains(
        $"## {ContractDocuments.VersionOf(ContractDocuments.Current())}\n", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "CHANGELOG.md")));

    public static TheoryData<string, string, Action<YamlMappingNode>> Forbidden => new()
    {
        { "an operation is removed", "post /v1/claims/_render: removed", d => Map(d, "paths").Children.Remove("/v1/claims/_render") },
        { "an operation is renamed", "get /v1/manifest: operationId changed", d => Set(d, "show", "paths", "/v1/manifest", "get", "operationId") },
        { "an operation is added without a version", "post /v1/new: added without saying since which version", d => Map(d, "paths").Add("/v1/new", new YamlMappingNode("post", new YamlMappingNode("operationId", "new"))) },
        { "an answer of an operation is removed", "post /v1/claims/_render 422: removed", d => Map(d, "paths", "/v1/claims/_render", "post", "responses").Children.Remove("422") },
        { "an operation takes something else", "post /v1/answers/_read request: type changed", d => Set(d, "#/components/schemas/ClaimToRender", "paths", "/v1/answers/_read", "post", "requestBody", "content", "application/json", "schema", "$ref") },
        { "an operation answers something else", "post /v1/answers/_read 200: type changed", d => Set(d, "#/components/schemas/ClaimRendered", "paths", "/v1/answers/_read", "post", "responses", "200", "content", "application/json", "schema", "$ref") },
        { "a parameter is made required", "get /v1/messages after: made required", d => Parameter(d, "/v1/messages", "get", "after").Add("required", "true") },
        { "a bound of a parameter changes", "get /v1/messages limit: maximum changed", d => ((YamlMappingNode)Parameter(d, "/v1/messages", "get", "limit")["schema"]).Children["maximum"] = "50" },
        { "a schema is removed", "SentLine: removed", d => Map(d, "components", "schemas").Children.Remove("SentLine") },
        { "a member is removed", "ClaimLine.rate: removed", d => Schema(d, "ClaimLine", "properties").Children.Remove("rate") },
        { "a member is renamed", "ClaimLine.rate: removed", d => Rename(Schema(d, "ClaimLine", "properties"), "rate", "price") },
        { "a type changes", "ClaimLine.volume: type changed", d => Set(d, "string", "components", "schemas", "ClaimLine", "properties", "volume", "type") },
        { "the type of a member is another record", "ClaimLine.product: type changed", d => Set(d, "#/components/schemas/Rate", "components", "schemas", "ClaimLine", "properties", "product", "$ref") },
        { "the type of the items of a list is another record", "ClaimToRender.lines[]: type changed", d => Set(d, "#/components/schemas/Rate", "components", "schemas", "ClaimToRender", "properties", "lines", "items", "$ref") },
        { "a format changes", "Period.from: format changed", d => Set(d, "date-time", "components", "schemas", "Period", "properties", "from", "format") },
        { "a pattern is narrowed", "Fault.code: pattern changed", d => Set(d, "^[a-z]+$", "components", "schemas", "Fault", "properties", "code", "pattern") },
        { "a pattern is added", "ClaimLine.reference: pattern changed", d => Schema(d, "ClaimLine", "properties", "reference").Add("pattern", "^L") },
        { "a bound is narrowed", "Identifier.value: maxLength changed", d => Set(d, "50", "components", "schemas", "Identifier", "properties", "value", "maxLength") },
        { "a bound is removed", "ClaimLine.amount: minimum changed", d => Schema(d, "ClaimLine", "properties", "amount").Children.Remove("minimum") },
        { "a member is made required", "ClaimLine.rate: made required", d => ((YamlSequenceNode)Schema(d, "ClaimLine")["required"]).Add("rate") },
        { "a member that is required is added", "ClaimLine.colour: made required", d => { Schema(d, "ClaimLine", "properties").Add("colour", new YamlMappingNode("type", "string")); ((YamlSequenceNode)Schema(d, "ClaimLine")["required"]).Add("colour"); } },
        { "null is no longer allowed", "ClaimLine.rate: made required", d => Schema(d, "ClaimLine", "properties", "rate").Children.Remove("nullable") },
        { "a member of an answer is made optional", "AnswerRead.granted: of an answer, made optional", d => Without(d, "AnswerRead", "granted") },
        { "a member of what is in requests and in answers is made optional", "Identifier.scheme: of an answer, made optional", d => Without(d, "Identifier", "scheme") },
        { "a value is removed", "Unit: value visit removed", d => ((YamlSequenceNode)Schema(d, "Unit")["enum"]).Children.Remove("visit") },
        { "a value is renamed", "Side: value credit removed", d => ((YamlSequenceNode)Schema(d, "Side")["enum"]).Children[1] = "creditor" },
        { "a text becomes one of some values", "ClaimLine.lineId: values narrowed", d => Schema(d, "ClaimLine", "properties", "lineId").Add("enum", new YamlSequenceNode("1", "2")) },
        { "the version goes back", "the version 1.0.0 is older", d => Set(d, "1.0.0", "info", "version") },
        { "something is added under the released version", "under the released version", d => Schema(d, "ClaimLine", "properties").Add("colour", new YamlMappingNode("type", "string")) },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_change_that_the_rules_forbid_is_found(string what, string finding, Action<YamlMappingNode> change)
    {
        var changed = ContractDocuments.Current();
        change(changed);

        Assert.True(Compatibility.Breaches(ContractDocuments.Current(), changed).Any(b => b.StartsWith(finding, StringComparison.Ordinal)), $"It goes unnoticed that {what}.");
    }

    public static TheoryData<string, Action<YamlMappingNode>> Allowed => new()
    {
        { "an operation with its version is added", d => Map(d, "paths").Add("/v1/new", new YamlMappingNode("post", new YamlMappingNode("description", "Needs the capability `new`. Since 1.9."))) },
        { "an optional member is added", d => Schema(d, "ClaimLine", "properties").Add("colour", new YamlMappingNode("type", "string")) },
        { "a value is added", d => ((YamlSequenceNode)Schema(d, "Unit")["enum"]).Add("week") },
        { "a member of a request is made optional", d => Without(d, "ClaimLine", "amount") },
        { "something is said more clearly", d => Set(d, "Clearer.", "components", "schemas", "ClaimLine", "properties", "volume", "description") },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_change_that_the_rules_allow_passes(string what, Action<YamlMappingNode> change)
    {
        var changed = ContractDocuments.Current();
        change(changed);
        Set(changed, "1.9.0", "info", "version");

        Assert.True(Compatibility.Breaches(ContractDocuments.Current(), changed) is [], $"It should be allowed that {what}.");
    }

    [Fact]
    public void Another_major_version_is_another_contract()
    {
        var changed = ContractDocuments.Current();
        Map(changed, "paths").Children.Clear();
        Set(changed, "2.0.0", "info", "version");

        Assert.Empty(Compatibility.Breaches(ContractDocuments.Current(), changed));
    }

    private static YamlMappingNode Map(YamlNode node, params string[] keys) => (YamlMappingNode)keys.Aggregate(node, (at, key) => at[key]);

    private static YamlMappingNode Schema(YamlNode document, params string[] keys) => Map(document, ["components", "schemas", .. keys]);

    private static void Set(YamlNode document, string value, params string[] keys) => Map(document, keys[..^1]).Children[keys[^1]] = value;

    private static void Without(YamlNode document, string schema, string member) => ((YamlSequenceNode)Schema(document, schema)["required"]).Children.Remove(member);

    private static void Rename(YamlMappingNode map, string from, string to)
    {
        map.Add(to, map[from]);
        map.Children.Remove(from);
    }

    private static YamlMappingNode Parameter(YamlNode document, string path, string method, string name) =>
        (YamlMappingNode)((YamlSequenceNode)Map(document, "paths", path, method)["parameters"]).Single(p => p["name"].ToString() == name);
}
