using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Hsds;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>
/// An API after HSDS 3.0 or Open Referral UK 3.0: the pages of its services, each service by its own address where the list is a thin one, and its
/// taxonomies where it has any. It has to give as many services as it says it has.
/// </summary>
internal sealed class ApiReader(HttpClient http, Uri address) : IDirectoryReader
{
    private const int PerPage = 100, Tries = 4;
    private static readonly string[] Lists = ["services", "taxonomies", "taxonomy_terms"];
    private readonly string _address = address.ToString().TrimEnd('/');

    public async IAsyncEnumerable<ReadPart> ReadAsync(string? from, [EnumeratorCancellation] CancellationToken ct)
    {
        var (list, page, given) = from?.Split(' ') is [var sameList, var lastPage, var count] ? (Array.IndexOf(Lists, sameList), int.Parse(lastPage) + 1, int.Parse(count)) : (0, 1, 0);
        for (; list < Lists.Length; (list, page, given) = (list + 1, 1, 0))
            for (var last = false; !last; page++)
            {
                var place = $"{Lists[list]}?page={page}";
                if (await GetAsync(http, $"{_address}/{place}&per_page={PerPage}", ct) is not { } answer)
                {
                    if (list == 0)
                        throw new BrokenSourceException($"{place} is not found; the address of the directory may be another one.");
                    break; // not every directory has taxonomies
                }
                if (answer["contents"] is not JsonArray contents)
                    throw new BrokenSourceException($"{place} has no contents.");
                given += contents.Count;
                var (pages, total) = (answer.Number("total_pages"), answer.Number("total_items"));
                last = answer["last_page"]?.GetValueKind() is JsonValueKind.True || page >= pages || contents.Count == 0;
                if (answer.Number("size") is { } size && contents.Count < size || last && given < total)
                    throw new BrokenSourceException($"{place} is not whole: {given} of {total} came.");

                var part = new ReadPart([], [], $"{Lists[list]} {page} {given}");
                var whole = list == 0 ? await DetailsAsync(contents, ct) : [.. contents];
                foreach (var (number, node) in whole.Index())
                    Staging.Add(part, Vocabulary.KindOf(Lists[list])!, node, $"{place}[{number}]");
                yield return part;
            }
    }

    public async Task<bool> HasAsync(Guid serviceId, CancellationToken ct) => await GetAsync(http, $"{_address}/services/{serviceId}", ct) is not null;

    private async Task<JsonNode?[]> DetailsAsync(JsonArray contents, CancellationToken ct)
    {
        var whole = new JsonNode?[contents.Count];
        await Parallel.ForEachAsync(contents.Index(), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (item, stop) =>
        {
            var (number, node) = item;
            var isThin = node is JsonObject thin && thin.Id() is not null && !thin.Any(field => field.Value is JsonArray);
            whole[number] = isThin ? await GetAsync(http, $"{_address}/services/{((JsonObject)node!).Id()}", stop) ?? node : node;
        });
        return whole;
    }

    /// <summary>Null for what is not there.</summary>
    private static async Task<JsonObject?> GetAsync(HttpClient http, string url, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url), ct);
                if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                    return null;
                answer.EnsureSuccessStatusCode();
                return JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync(ct)) as JsonObject ?? throw new BrokenSourceException("The directory answers something that is no object.");
            }
            catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException && !ct.IsCancellationRequested)
            {
                if (attempt == Tries)
                    throw new BrokenSourceException(failure is JsonException ? "The directory answers something that is no JSON." : "The directory does not answer.", failure);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * Math.Pow(4, attempt - 1)), ct);
            }
        }
    }
}
