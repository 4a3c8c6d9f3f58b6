using YamlDotNet.RepresentationModel;

namespace Buurtzorg.BillingAdapters.Contract.Tests;

/// <summary>What CHANGELOG.md does not allow within a major version, found by comparing a document with an earlier one.</summary>
internal sealed class Compatibility
{
    private static readonly string[] Bounds = ["type", "format", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems"];
    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    private readonly List<string> _found = [];
    private readonly YamlMappingNode _before, _now;
    private readonly HashSet<string> _answers;

    private Compatibility(YamlMappingNode before, YamlMappingNode now)
    {
        (_before, _now) = (before, now);
        _answers = SchemasOf(before, operation => Get(operation, "responses"));
    }

    public static IReadOnlyList<string> Breaches(YamlMappingNode before, YamlMappingNode now)
    {
        var (was, version) = (ContractDocuments.VersionOf(before), ContractDocuments.VersionOf(now));
        if (version.Major != was.Major) return [];
        if (version < was) return [$"the version {version} is older than the released {was}"];
        var breaches = new Compatibility(before, now).Compare();
        // What was released under a version stays as it was.
        if (version == was) breaches.AddRange(new Compatibility(now, before).Compare().Select(b => $"under the released version {version}, read backwards: {b}"));
        return breaches;
    }

    private List<string> Compare()
    {
        foreach (var (path, method, operation) in Operations(_before))
            if (Get(Get(Get(_now, "paths"), path), method) is { } now) CompareOperation($"{method} {path}", operation, now);
            else _found.Add($"{method} {path}: removed");
        foreach (var (path, method, operation) in Operations(_now))
            if (Get(Get(Get(_before, "paths"), path), method) is null && Get(operation, "description")?.ToString().Contains("Since ") is not true)
                _found.Add($"{method} {path}: added without saying since which version");
        foreach (var (name, schema) in Members(Get(Get(_before, "components"), "schemas")))
            if (Get(Get(Get(_now, "components"), "schemas"), name) is { } now) CompareSchema(name, schema, now, _answers.Contains(name));
            else _found.Add($"{name}: removed");
        return _found;
    }

    private void CompareOperation(string at, YamlNode before, YamlNode now)
    {
        Same(at, before, now, "operationId");
        foreach (var (status, response) in Members(Get(before, "responses")))
            if (Get(Get(now, "responses"), status) is { } other) SameReferences($"{at} {status}", response, other);
            else _found.Add($"{at} {status}: removed");
        if (Get(before, "requestBody") is { } body) SameReferences($"{at} request", body, Get(now, "requestBody") ?? new YamlMappingNode());
        else if (Get(now, "requestBody") is not null) _found.Add($"{at} request: made required");
        var parameters = Parameters(now);
        foreach (var (name, parameter) in Parameters(before))
            if (parameters.TryGetValue(name, out var other)) CompareSchema($"{at} {name}", Get(parameter, "schema")!, Get(other, "schema")!, false);
            else _found.Add($"{at} {name}: removed");
        foreach (var (name, _) in parameters.Where(p => IsRequired(p.Value) && !(Parameters(before).TryGetValue(p.Key, out var was) && IsRequired(was))))
            _found.Add($"{at} {name}: made required");
    }

    private void CompareSchema(string at, YamlNode before, YamlNode now, bool answer)
    {
        foreach (var bound in Bounds) Same(at, before, now, bound);
        if (Reference(before) != Reference(now)) _found.Add($"{at}: type changed");
        CompareNull(at, IsNullable(before), IsNullable(now), answer);
        CompareValues(at, Texts(before, "enum"), Texts(now, "enum"));
        if (Get(before, "items") is { } items && Get(now, "items") is { } newItems) CompareSchema($"{at}[]", items, newItems, answer);
        var (was, required) = (Texts(before, "required"), Texts(now, "required"));
        foreach (var member in required.Except(was)) _found.Add($"{at}.{member}: made required");
        if (answer)
            foreach (var member in was.Except(required)) _found.Add($"{at}.{member}: of an answer, made optional");
        foreach (var (name, member) in Members(Get(before, "properties")))
            if (Get(Get(now, "properties"), name) is { } other) CompareSchema($"{at}.{name}", member, other, answer);
            else _found.Add($"{at}.{name}: removed");
    }

    private void CompareNull(string at, bool before, bool now, bool answer)
    {
        if (before && !now) _found.Add($"{at}: made required");
        if (answer && now && !before) _found.Add($"{at}: of an answer, made optional");
    }

    private void CompareValues(string at, List<string> before, List<string> now)
    {
        if (before.Count == 0 && now.Count > 0) _found.Add($"{at}: values narrowed");
        foreach (var value in before.Except(now)) _found.Add($"{at}: value {value} removed");
    }

    private void Same(string at, YamlNode before, YamlNode now, string key)
    {
        if (Get(before, key)?.ToString() != Get(now, key)?.ToString()) _found.Add($"{at}: {key} changed");
    }

    private void SameReferences(string at, YamlNode before, YamlNode now)
    {
        if (!References(before).SequenceEqual(References(now))) _found.Add($"{at}: type changed");
    }

    private static HashSet<string> SchemasOf(YamlMappingNode document, Func<YamlNode, YamlNode?> part)
    {
        var found = new HashSet<string>();
        var left = new Queue<string>(Operations(document).Select(o => part(o.Operation)).OfType<YamlNode>().SelectMany(References));
        while (left.TryDequeue(out var reference))
            if (found.Add(reference) && At(document, reference) is { } schema)
                foreach (var next in References(schema)) left.Enqueue(next);
        return [.. found.Select(reference => reference.Split('/')[^1])];
    }

    private static YamlNode? At(YamlNode document, string reference) => reference.Split('/').Skip(1).Aggregate((YamlNode?)document, Get);

    private static IEnumerable<string> References(YamlNode node) => node.AllNodes.OfType<YamlMappingNode>()
        .Select(n => Get(n, "$ref")?.ToString()).OfType<string>();

    private static string? Reference(YamlNode node) => Get(node, "$ref")?.ToString() ?? (Get(node, "allOf") is YamlSequenceNode all ? Get(all[0], "$ref")?.ToString() : null);

    private static Dictionary<string, YamlNode> Parameters(YamlNode operation) =>
        Get(operation, "parameters") is YamlSequenceNode list ? list.ToDictionary(p => Get(p, "name")!.ToString()) : [];

    private static bool IsRequired(YamlNode parameter) => Get(parameter, "required")?.ToString() == "true";

    private static bool IsNullable(YamlNode schema) => Get(schema, "nullable")?.ToString() == "true";

    private static IEnumerable<(string Path, string Method, YamlNode Operation)> Operations(YamlMappingNode document) =>
        Members(Get(document, "paths")).SelectMany(path => Members(path.Value).Where(m => Methods.Contains(m.Name)).Select(m => (path.Name, m.Name, m.Value)));

    private static IEnumerable<(string Name, YamlNode Value)> Members(YamlNode? node) =>
        node is YamlMappingNode map ? map.Children.Select(m => (m.Key.ToString(), m.Value)) : [];

    private static List<string> Texts(YamlNode? node, string key) => Get(node, key) is YamlSequenceNode list ? [.. list.Select(n => n.ToString())] : [];

    private static YamlNode? Get(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(key, out var value) ? value : null;
}
