using System.Security.Cryptography;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Install;

/// <summary>Secrets of an install as manifests, each with values that were never used before.</summary>
internal sealed class InstallSecrets(InstallFolder install, string release)
{
    /// <summary>By name; the keys are those of the settings, so that a service reads its secret as files.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> All()
    {
        var secrets = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        var pseudonyms = Key();
        foreach (var service in ServiceTable.All.Where(service => service.TakesTokens))
        {
            var secret = new Dictionary<string, string> { ["Authentication__ClientSecret"] = Password() };
            if (service.KeepsData) secret["Encryption__Keys__1"] = Key();
            if (service.Name is "care-records" or "billing") secret["Pseudonyms__Key"] = pseudonyms;
            secrets[$"{release}-{service.Name}"] = secret;
            if (service.KeepsData && Ours($"services/{service.Name}/database")) secrets[$"{release}-{service.Name}-database"] = User(service.Database);
        }
        foreach (var adapter in install.Adapters)
            secrets[$"{release}-{InstallFolder.AdapterPrefix}{adapter}"] = new Dictionary<string, string> { ["Adapter__Secret"] = Password() };
        if (Ours("defaults/broker")) secrets[$"{release}-broker"] = User("buurtzorg");
        if (install.BringsServers) secrets[$"{release}-postgres"] = User("postgres");
        if (install.IsEvaluation) secrets[$"{release}-identity"] = new Dictionary<string, string> { ["signing-key.pem"] = SigningKey() };
        return secrets;
    }

    public IEnumerable<string> Manifests(string? of) =>
        from secret in All()
        where of is null || secret.Key == $"{release}-{of}"
        select $$"""
            ---
            apiVersion: v1
            kind: Secret
            metadata: { name: {{secret.Key}}, labels: { app.kubernetes.io/part-of: buurtzorg-platform, buurtzorg-install: {{release}} } }
            stringData:
            {{string.Join('\n', secret.Value.Select(pair => $"  {pair.Key}: {Quoted(pair.Value)}"))}}
            """;

    // A secret that the values name is made by somebody else: an operator, or by hand.
    private bool Ours(string server) => install.BringsServers || install[$"{server}/existingSecret"] is null;

    private static Dictionary<string, string> User(string name) => new() { ["username"] = name, ["password"] = Password() };

    // Fit for addresses and connection strings.
    private static string Password() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static string Key() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string SigningKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
