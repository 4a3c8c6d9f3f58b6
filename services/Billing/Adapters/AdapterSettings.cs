using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Adapters;

/// <summary>Section <c>Adapters</c>: name to address and secret. Agreements say which payer an adapter serves.</summary>
internal sealed class AdapterSettings : Dictionary<string, AdapterAddress>, IValidateOptions<AdapterSettings>
{
    public ValidateOptionsResult Validate(string? name, AdapterSettings options)
    {
        var mistakes = options.SelectMany(adapter => Mistakes(adapter.Key, adapter.Value)).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(string name, AdapterAddress adapter)
    {
        if (adapter.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) yield return $"Adapters:{name}:Url is missing or no address such as http://billing-adapter-{name}:8080/";
        if (adapter.Timeout is not { TotalSeconds: > 0 and <= 300 }) yield return $"Adapters:{name}:Timeout is {adapter.Timeout}; it must be at most five minutes, such as 00:00:30.";
        if (string.IsNullOrEmpty(adapter.Secret)) yield return $"Adapters:{name}:Secret is missing: the secret that billing shares with this adapter and no other.";
    }
}

internal sealed class AdapterAddress
{
    public Uri? Url { get; init; }
    public string? Secret { get; init; }

    /// <summary>How long an answer may take before it counts as an outage.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
