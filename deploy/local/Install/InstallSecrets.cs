using System.Security.Cryptography;
using System.Text.Json;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Install;

/// <summary>Secrets of an install as manifests, each with values that were never used before.</summary>
internal sealed class InstallSecrets(InstallFolder install, string release)
{
    /// <summary>By name; the keys are those of the settings, so that a service reads its secret as files.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> All()
    {
        var secrets = new Dictionary<string, Dictionary<string, string>>();
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
        if (install.BringsServers) Queues(secrets);
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
            {{string.Join('\n', secret.Value.Select(pair => $"  {pair.Key}: {JsonSerializer.Serialize(pair.Value)}"))}}
            """;

    // The bundled broker has a virtual host for the queues of subscribers, whose user sees nothing of the platform's.
    private void Queues(Dictionary<string, Dictionary<string, string>> secrets)
    {
        var (password, host) = (Password(), $"{release}-rabbitmq");
        secrets[$"{release}-care-events"]["Amqp__Uri"] = $"amqp://care-events:{password}@{host}:5672/care-events";
        secrets[$"{release}-care-events"]["Amqp__ManagementUrl"] = $"http://care-events:{password}@{host}:15672/";
        secrets[$"{release}-care-events"]["Amqp__PublicAddress"] = $"amqp://{host}:5672";
        var broker = secrets[$"{release}-broker"];
        broker["definitions.conf"] = "load_definitions = /etc/rabbitmq/conf.d/definitions.json\nlog.console = true\n";
        broker["definitions.json"] = JsonSerializer.Serialize(new
        {
            vhosts = new[] { new { name = "buurtzorg" }, new { name = "care-events" } },
            users = new[] { Administrator(broker["username"], broker["password"]), Administrator("care-events", password) },
            permissions = new[] { Everything(broker["username"], "buurtzorg"), Everything("care-events", "care-events") },
        });

        static object Administrator(string name, string password) => new { name, password, tags = "administrator" };
        static object Everything(string user, string vhost) => new { user, vhost, configure = ".*", write = ".*", read = ".*" };
    }

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
}
