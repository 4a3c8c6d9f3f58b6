using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Adapters;

/// <summary>Section <c>Adapters</c>: name to address and secret. Agreements say which payer an adapter serves.</summary>
internal sealed class AdapterSettings : Dictionary<string, AdapterAddress>, IValidateOptions<AdapterSettings>
{
    public ValidateOptionsResult Validate(string? name, AdapterSettings options)
    {
        var mistakes = options.SelectMany(adapter => Mistakes($"Adapters:{adapter.Key}", adapter.Key, adapter.Value)).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(string at, string name, AdapterAddress adapter)
    {
        if (adapter.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) yield return $"{at}:Url is missing or no address such as http://billing-adapter-{name}:8080/";
        if (string.IsNullOrEmpty(adapter.Secret)) yield return $"{at}:Secret is missing: the secret that billing shares with this adapter and no other.";
        if (adapter.ContractVersion is { } version && ManifestCheck.OfVersion(version) is { } mistake) yield return $"{at}:ContractVersion is {version}; {mistake}";
        if (adapter.Timeout is not { TotalSeconds: > 0 and <= 300 }) yield return $"{at}:Timeout is {adapter.Timeout}; one try must take at most five minutes, such as 00:00:30.";
        if (adapter.TotalTimeout < adapter.Timeout || adapter.TotalTimeout > TimeSpan.FromMinutes(15)) yield return $"{at}:TotalTimeout is {adapter.TotalTimeout}; all tries together must take no less than one ({adapter.Timeout}) and at most 00:15:00.";
        if (adapter.Retries is < 0 or > 10) yield return $"{at}:Retries is {adapter.Retries}; it must be 0 to 10.";
        if (adapter.Concurrency is < 1 or > 100) yield return $"{at}:Concurrency is {adapter.Concurrency}; it must be 1 to 100 questions at a time.";
        if (adapter.BreakAfter is < 2 or > 1000) yield return $"{at}:BreakAfter is {adapter.BreakAfter}; it must be 2 to 1000 tries.";
        if (adapter.BreakFor is not { TotalSeconds: >= 0.5 and <= 3600 }) yield return $"{at}:BreakFor is {adapter.BreakFor}; it must be half a second to an hour, such as 00:00:15.";
        if (adapter.PollEvery is not { TotalSeconds: >= 0.1 and <= 3600 }) yield return $"{at}:PollEvery is {adapter.PollEvery}; it must be a tenth of a second to an hour, such as 00:00:10.";
    }
}

internal sealed class AdapterAddress
{
    public Uri? Url { get; init; }
    public string? Secret { get; init; }

    /// <summary>What the install says that the adapter speaks, checked before anything starts; its manifest decides later.</summary>
    public string? ContractVersion { get; init; }

    /// <summary>How long one try may take before it counts as an outage.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a question may take with all of its tries, waiting for a place included.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How often a question is asked again after an outage; 0: never.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How many questions may be under way at a time in one replica; half as many wait for a place, more are turned away. Each holds a connection to the database.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>After how many tries within half a minute, at least half of them in vain, the adapter is left alone.</summary>
    public int BreakAfter { get; init; } = 8;

    /// <summary>For how long it is left alone before one question is tried.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often its manifest is read, work that waited for it is taken up, and messages are fetched.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(10);
}
