namespace Buurtzorg.Local.Services;

/// <summary>Everything that is built and started, and how it is configured.</summary>
internal static class ServiceTable
{
    public const string Gateway = "gateway", Identity = "identity", Municipality = "municipality", Adapter = AdapterPrefix + "nl-wmo", Simulated = AdapterPrefix + "simulated";

    private const string AdapterPrefix = "billing-adapter-";

    public static IReadOnlyList<Service> All { get; } =
    [
        new(Gateway, "services/Gateway/Gateway.csproj", 18080) { Settings = Destinations },
        new(Identity, "services/Identity/Identity.csproj", 18081) { TakesTokens = false, Settings = Clients },
        new("scheduling", "services/Scheduling/Scheduling.csproj", 18082)
        {
            KeepsData = true,
            Replicated = true,
            Calls = ["care-records"],
        },
        new("care-records", "services/CareRecords/CareRecords.csproj", 18083)
        {
            KeepsData = true,
            Replicated = true,
            Settings = (wiring, _) => [.. Encryption(wiring, "care-records"), ("Pseudonyms:Key", wiring.Secrets.Key("pseudonyms"))],
        },
        new("billing", "services/Billing/Billing.csproj", 18084)
        {
            KeepsData = true,
            Replicated = true,
            Calls = ["care-records"],
            Settings = (wiring, replica) =>
            [
                .. Encryption(wiring, "billing"),
                ("Pseudonyms:Key", wiring.Secrets.Key("pseudonyms")),
                ("Agreements:File", wiring.Agreements.File),
                .. Adapters.SelectMany(adapter => new[]
                {
                    ($"Adapters:{adapter}:Url", $"{wiring.AddressOf(AdapterPrefix + adapter, Math.Min(replica, wiring.ReplicasOf(Find(AdapterPrefix + adapter))))}"),
                    ($"Adapters:{adapter}:Secret", wiring.Secrets.Password(AdapterPrefix + adapter)),
                }),
            ],
        },
        new("social-map", "services/SocialMap/SocialMap.csproj", 18087)
        {
            KeepsData = true,
            Replicated = true,
            Calls = ["care-records"],
            Settings = (wiring, _) =>
            [
                .. Encryption(wiring, "social-map"),
                ("Directories:zonderwijk:Folder", Path.Combine(wiring.Options.Checkout, "deploy/installs/demo/directory")),
                ("Postcodes:File", Path.Combine(wiring.Options.Checkout, "deploy/installs/demo/postcodes.csv")),
            ],
        },
        new("staff-wellbeing", "services/StaffWellbeing/StaffWellbeing.csproj", 18088)
        {
            KeepsData = true,
            Replicated = true,
            Settings = (wiring, _) => [.. Encryption(wiring, "staff-wellbeing")],
        },
        new("care-events", "services/CareEvents/CareEvents.csproj", 18089)
        {
            KeepsData = true,
            Replicated = true,
            Settings = (wiring, _) =>
            [
                .. Encryption(wiring, "care-events"),
                ("CloudEvents:TypePrefix", "nl.wijkzorg"),
                ("CloudEvents:Source", "urn:nld:oin:00000000000000000000"),
                ("CloudEvents:PublicAddress", $"{wiring.AddressOf(Gateway)}"),
                ("Webhooks:AllowPrivateTargets", "true"), // receivers of an evaluation stand on the same machine
                ("Amqp:Uri", $"{wiring.Rabbit.Events(wiring.EventsPassword).Amqp}"),
                ("Amqp:ManagementUrl", $"{wiring.Rabbit.Events(wiring.EventsPassword).Management}"),
                ("Amqp:PublicAddress", $"amqp://127.0.0.1:{wiring.Rabbit.Amqp.Port}"),
            ],
        },
        new(Adapter, "services/BillingAdapters/NlWmo/BillingAdapters.NlWmo.csproj", 18085)
        {
            TakesTokens = false,
            Replicated = true,
            Settings = (wiring, _) => [("Adapter:Secret", wiring.Secrets.Password(Adapter))],
        },
        new(Simulated, "services/BillingAdapters/Simulated/BillingAdapters.Simulated.csproj", 18086)
        {
            TakesTokens = false,
            // In the place of nl-wmo; people carry its documents to the municipality, which plays the payer itself.
            Settings = (wiring, _) =>
            [
                ("Adapter:Secret", wiring.Secrets.Password(Simulated)),
                ("Simulated:Payer", "none"),
                ("Simulated:PayerScheme", "nl-wmo"),
                ("Simulated:SenderScheme", "nl-agb"),
                ("Simulated:ClientScheme", "bsn"),
                ("Simulated:Currency", "EUR"),
            ],
        },
        new(Municipality, "deploy/simulators/Municipality/Simulators.Municipality.csproj", 18090)
        {
            TakesTokens = false,
            Settings = (wiring, _) => [("Data:Folder", Path.Combine(wiring.Options.Folder, "data", Municipality))],
        },
    ];

    /// <summary>The names by which agreements know the adapters.</summary>
    public static IEnumerable<string> Adapters => from service in All where service.Name.StartsWith(AdapterPrefix, StringComparison.Ordinal) select service.Name[AdapterPrefix.Length..];

    public static Service Find(string name) => All.FirstOrDefault(service => service.Name == name)
        ?? throw new LauncherException($"There is no service '{name}'; there are {string.Join(", ", All.Select(service => service.Name))}.");

    private static IEnumerable<(string, string)> Destinations(Wiring wiring, int _) =>
        from service in All
        where service.Name == Identity || service.KeepsData
        from replica in Enumerable.Range(1, wiring.ReplicasOf(service))
        select ($"ReverseProxy:Clusters:{service.Name}:Destinations:{replica}:Address", $"{wiring.AddressOf(service.Name, replica)}");

    private static IEnumerable<(string, string)> Clients(Wiring wiring, int _) =>
    [
        ("Identity:Issuer", wiring.Issuer),
        ("Identity:KeyFolder", Path.Combine(wiring.Options.Folder, "data", Identity)),
        .. All.Where(service => service.TakesTokens).SelectMany(service => new[]
        {
            ($"Identity:Clients:{service.Name}:Kind", "service"),
            ($"Identity:Clients:{service.Name}:Secret", wiring.Secrets.Password($"client-{service.Name}")),
        }),
    ];

    private static IEnumerable<(string, string)> Encryption(Wiring wiring, string service) =>
        [("Encryption:CurrentKey", "1"), ("Encryption:Keys:1", wiring.Secrets.Key($"encryption-{service}"))];
}
