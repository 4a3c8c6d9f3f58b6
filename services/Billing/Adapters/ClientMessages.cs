using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Adapters;

/// <summary>Which messages about a client an adapter takes; both are part of the contract since 1.1.</summary>
internal static class ClientMessages
{
    public static bool TakesNotices(this Manifest manifest) => manifest.Capabilities.Notices && manifest.HasClientMessages();

    public static bool TakesRequests(this Manifest manifest) => manifest.Capabilities.Requests is true && manifest.HasClientMessages();

    private static bool HasClientMessages(this Manifest manifest) => Version.TryParse(manifest.ContractVersion, out var version) && version >= new Version(1, 1);
}
