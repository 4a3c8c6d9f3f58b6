using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.Local.Install;

/// <summary>
/// A folder such as deploy/installs/nl-municipality: <c>values.yaml</c> for the chart, over the chart's own, and <c>agreements.yaml</c>; to try it,
/// deploy/installs/evaluation.yaml over both.
/// </summary>
internal sealed class InstallFolder
{
    public const string AdapterPrefix = "billing-adapter-";

    private readonly YamlMappingNode[] _layers;

    public InstallFolder(string folder, bool evaluation)
    {
        if (!File.Exists(Path.Combine(folder, "values.yaml"))) throw new LauncherException($"{folder} has no values.yaml; name a folder such as deploy/installs/nl-municipality.");
        Agreements = Path.GetFullPath(Path.Combine(folder, "agreements.yaml"));
        string[] over = evaluation ? [Path.Combine(Checkout.Root, "deploy/installs/evaluation.yaml")] : [];
        _layers = [.. over.Append(Path.Combine(folder, "values.yaml")).Append(Path.Combine(Checkout.Root, "charts/buurtzorg-platform/values.yaml")).Select(Read)];
    }

    public string Agreements { get; }

    /// <summary>What the uppermost layer says: <c>services/billing/database/host</c>. Null when it is empty, or nobody says it.</summary>
    public string? this[string path] => Find(path) is YamlScalarNode { Value: { Length: > 0 } value } and not { Value: "null" or "~" } ? value : null;

    /// <summary>Of a service: its own, else that of all.</summary>
    public string? Of(string service, string path) => this[$"services/{service}/{path}"] ?? this[$"defaults/{path}"];

    public IReadOnlyList<string> Items(string path) => Find(path) is YamlSequenceNode items ? [.. items.Select(item => $"{item}")] : [];

    public IEnumerable<KeyValuePair<string, string>> Pairs(string path) =>
        Find(path) is YamlMappingNode map ? map.Children.Select(pair => KeyValuePair.Create($"{pair.Key}", $"{pair.Value}")) : [];

    /// <summary>By the names that agreements use.</summary>
    public IReadOnlyList<string> Adapters =>
        [.. from layer in _layers
            let services = In(layer, "services") as YamlMappingNode
            where services is not null
            from name in services.Children.Keys.Select(key => $"{key}")
            where name.StartsWith(AdapterPrefix, StringComparison.Ordinal) && this[$"services/{name}/enabled"] != "false"
            group name by name into once
            select once.Key[AdapterPrefix.Length..]];

    public bool BringsServers => this["evaluation/servers"] == "true";

    public bool IsEvaluation => this["evaluation/enabled"] == "true";

    private YamlNode? Find(string path) => _layers.Select(layer => In(layer, path)).FirstOrDefault(node => node is not null);

    private static YamlNode? In(YamlNode root, string path) => path.Split('/').Aggregate((YamlNode?)root, (node, key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null);

    private static YamlMappingNode Read(string file)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(file)));
            return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : new YamlMappingNode();
        }
        catch (YamlException mistake)
        {
            throw new LauncherException($"{file}:{mistake.Start.Line}: is not YAML: {mistake.Message}");
        }
    }
}
