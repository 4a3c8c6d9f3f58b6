using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Adapters;

/// <summary>
/// The adapters of the install, each with connections and limits of its own, so that a dead one holds up no other. What an adapter is
/// stays known for a short while: nobody waits for it with every claim, and an adapter that was mended or upgraded is noticed.
/// </summary>
internal sealed class AdapterClients(IHttpClientFactory http, IOptions<AdapterSettings> adapters, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, AdapterPipeline> pipelines = new();
    private readonly ConcurrentDictionary<string, (Manifest Manifest, long ReadAt)> known = new();

    // Looking after the adapter reads its manifest at every interval; only where another replica does that, it is read here.
    private const int IntervalsKnown = 3;

    /// <summary>The adapter of an agreement. Throws <see cref="AdapterUnavailableException"/> while it is away or does not fit.</summary>
    public async Task<AdapterClient> ForAsync(Agreement agreement, CancellationToken ct)
    {
        var manifest = known.TryGetValue(agreement.Adapter, out var last) && clock.GetElapsedTime(last.ReadAt) < IntervalsKnown * adapters.Value[agreement.Adapter].PollEvery
            ? last.Manifest
            : await ManifestAsync(agreement.Adapter, looking: false, ct);
        return ManifestCheck.Faults(manifest, agreement) is [var fault, ..]
            ? throw new AdapterUnavailableException(agreement.Adapter, fault.Detail, refused: true)
            : Named(agreement.Adapter, manifest);
    }

    /// <summary>Asks the adapter now what it is. An answer that is no manifest is unavailable too: the wrong secret, or another program.</summary>
    public Task<Manifest> ManifestAsync(string adapter, CancellationToken ct) => ManifestAsync(adapter, looking: true, ct);

    public AdapterClient Named(string name, Manifest manifest) => Client(name, manifest, looking: false);

    private async Task<Manifest> ManifestAsync(string adapter, bool looking, CancellationToken ct)
    {
        try
        {
            var manifest = await Client(adapter, null, looking).ManifestAsync(ct);
            known[adapter] = (manifest, clock.GetTimestamp());
            return manifest;
        }
        catch (HttpRequestException refusal) when (refusal is not AdapterUnavailableException)
        {
            throw new AdapterUnavailableException(adapter, $"It answers {(int?)refusal.StatusCode} to the question what it is; look at Adapters:{adapter}:Url and :Secret.", refusal, refused: true);
        }
        catch (JsonException other)
        {
            throw new AdapterUnavailableException(adapter, $"What answers at Adapters:{adapter}:Url is no billing adapter.", other, refused: true);
        }
    }

    private AdapterClient Client(string name, Manifest? manifest, bool looking)
    {
        var (address, client) = (adapters.Value[name], http.CreateClient($"adapter:{name}"));
        client.BaseAddress = new Uri(address.Url!.ToString().TrimEnd('/') + "/");
        client.Timeout = Timeout.InfiniteTimeSpan; // the pipeline has the limits
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Secret);
        var pipeline = pipelines.GetOrAdd(name, _ => AdapterPipeline.Of(address));
        return new AdapterClient(name, client, looking ? pipeline.Looking : pipeline.Asking, manifest);
    }
}
