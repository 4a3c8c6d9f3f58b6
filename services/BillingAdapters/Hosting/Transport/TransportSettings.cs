using Buurtzorg.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>Section <c>Transport</c>: nothing (people carry messages), a folder, or an address.</summary>
internal sealed class TransportSettings
{
    /// <summary>A folder with <c>outbox</c> and <c>inbox</c>, kept over restarts and shared by replicas.</summary>
    public string? Folder { get; init; }

    /// <summary>The provider's side of an exchange.</summary>
    public string? Url { get; init; }

    public Uri? Address => Uri.TryCreate(Url?.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    public static void Add(PlatformService service) => service.Services.AddOptionsWithValidateOnStart<TransportSettings>().BindConfiguration("Transport")
        .Validate(s => s.Folder is null || s.Url is null, "Transport:Folder and Transport:Url exclude one another: an adapter carries messages in one way.")
        .Validate(s => s.Url is null || s.Address is not null, "Transport:Url is no address: https://exchange.example.org.")
        .Validate(s => s.Folder is null || FolderCarrier.CanKeep(s.Folder), "Transport:Folder cannot be written: mount a folder that is kept over restarts, and let this process write in it.");
}
