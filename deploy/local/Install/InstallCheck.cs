using System.Globalization;
using System.Text.RegularExpressions;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Install;

/// <summary>What can be wrong with an install and is seen without a cluster: each mistake with its place and the remedy.</summary>
internal sealed partial class InstallCheck(InstallFolder install)
{
    private const int Spare = 10;

    public IEnumerable<string> Mistakes() => [.. Issuer(), .. Servers(), .. Pools(), .. Payers(), .. SecretsInTheOpen()];

    /// <summary>The settings with which billing checks agreements, adapters, contract versions and the time zone itself.</summary>
    public IEnumerable<(string Key, string Value)> BillingSettings(string agreements)
    {
        const string notUsed = "0000000000000000000000000000000000000000000=";
        yield return ("Agreements:File", agreements);
        yield return ("Install:TimeZone", install["install/timeZone"] ?? "");
        yield return ("Authentication:Issuer", install["issuer/url"] ?? (install.IsEvaluation ? "http://identity:8080/identity" : ""));
        foreach (var (key, value) in new[] { ("Authentication:ClientId", "billing"), ("Authentication:ClientSecret", "secret"), ("Database:ConnectionString", "Host=x"), ("Broker:Uri", "amqp://x"), ("Services:care-records", "http://x/"), ("Encryption:CurrentKey", "1"), ("Encryption:Keys:1", notUsed), ("Pseudonyms:Key", notUsed) })
            yield return (key, value);
        foreach (var adapter in install.Adapters)
        {
            yield return ($"Adapters:{adapter}:Url", $"http://{InstallFolder.AdapterPrefix}{adapter}:8080/");
            yield return ($"Adapters:{adapter}:Secret", "secret");
            if (install[$"services/{InstallFolder.AdapterPrefix}{adapter}/contractVersion"] is { } version) yield return ($"Adapters:{adapter}:ContractVersion", version);
        }
        foreach (var (key, value) in install.Pairs("services/billing/settings")) yield return (key.Replace("__", ":", StringComparison.Ordinal), value);
    }

    /// <summary>The agreements as the chart gives them to billing: a payer that an adapter names is that adapter's. Lines stay where they are.</summary>
    public string EffectiveAgreements()
    {
        var lines = File.ReadAllLines(install.Agreements);
        foreach (var (adapter, payer) in Served())
            if (Array.FindIndex(lines, line => PayerOf(line) == payer) is >= 0 and var at
                && Array.FindIndex(lines, at, line => line.TrimStart().StartsWith("adapter:", StringComparison.Ordinal)) is >= 0 and var changed)
                lines[changed] = lines[changed][..(lines[changed].IndexOf(':', StringComparison.Ordinal) + 1)] + " " + adapter;
        return string.Join('\n', lines);
    }

    private IEnumerable<(string Adapter, string Payer)> Served() =>
        install.Adapters.SelectMany(adapter => install.Items($"services/{InstallFolder.AdapterPrefix}{adapter}/payers").Select(payer => (adapter, payer)));

    private IEnumerable<string> Issuer()
    {
        if (install.IsEvaluation) yield break;
        if (install["issuer/url"] is not { } url) yield return "issuer.url is missing: the address of your OpenID Connect issuer, below which its discovery document stands.";
        else if (!url.StartsWith("https://", StringComparison.Ordinal)) yield return $"issuer.url is {url}; tokens may only be trusted over https.";
    }

    private IEnumerable<string> Servers() =>
        from service in install.BringsServers ? [] : ServiceTable.All.Where(service => service.KeepsData)
        from server in new[] { "database", "broker" }
        where install.Of(service.Name, $"{server}/host") is null
        select $"services.{service.Name}.{server}.host is missing, and defaults.{server}.host too.";

    private IEnumerable<string> Pools() =>
        from service in ServiceTable.All
        where service.KeepsData
        group service by install.BringsServers ? "the bundled server" : install.Of(service.Name, "database/host") ?? "the database server" into server
        let wanted = Spare + server.Sum(service => (Replicas(service) + 1) * (Number(service, "database/poolSize") + 1))
        let most = server.Min(service => Number(service, "database/maxConnections"))
        where wanted > most
        select $"database: the pools on {server.Key} want {wanted} connections ((replicas + 1 while one rolls) x (poolSize + 1), and {Spare} for people), and maxConnections is {most}; lower poolSize or replicas, or raise the server's max_connections and say so.";

    private IEnumerable<string> Payers()
    {
        if (!File.Exists(install.Agreements)) yield return $"{install.Agreements} is missing: the agreements with payers.";
        var known = File.Exists(install.Agreements) ? File.ReadLines(install.Agreements).Select(PayerOf).ToHashSet() : [];
        foreach (var (adapter, payer) in Served().Where(served => !known.Contains(served.Payer)))
            yield return $"services.{InstallFolder.AdapterPrefix}{adapter}.payers names {payer}, with whom agreements.yaml has no agreement.";
        foreach (var twice in Served().GroupBy(served => served.Payer).Where(group => group.Count() > 1))
            yield return $"services: the adapters {string.Join(" and ", twice.Select(served => served.Adapter))} both name the payer {twice.Key}; a payer has one adapter.";
    }

    private IEnumerable<string> SecretsInTheOpen() =>
        from service in ServiceTable.All.Select(service => service.Name).Concat(install.Adapters.Select(adapter => InstallFolder.AdapterPrefix + adapter)).Distinct()
        from setting in install.Pairs($"services/{service}/settings")
        where SecretName().IsMatch(setting.Key)
        select $"services.{service}.settings.{setting.Key} is a secret; put it into the Secret of the service under this key, and never into values.";

    private int Replicas(Service service) => install.Of(service.Name, "autoscaling/enabled") == "true" ? Number(service, "autoscaling/maxReplicas") : Number(service, "replicas");

    private int Number(Service service, string path) => int.TryParse(install.Of(service.Name, path), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? PayerOf(string line) => PayerLine().Match(line) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("""^\s*-\s*payer:\s*["']?([^"'\s#]+)""")]
    private static partial Regex PayerLine();

    [GeneratedRegex("(Password|Secret|ConnectionString|Keys__|__Key)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
