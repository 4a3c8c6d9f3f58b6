using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>Writes the responses that samples lack, for their author to read and correct.</summary>
internal static class Recording
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> WriteAsync(Subject subject, TextWriter output)
    {
        foreach (var sample in subject.Samples.Where(s => s.Expected is null && subject.Has(s.Operation)))
        {
            var exchange = await subject.AskAsync(sample);
            if (exchange.Json is not JsonObject response || exchange.Status is not (200 or 422))
            {
                output.WriteLine($"{sample.Name}: {exchange}, nothing written");
                continue;
            }
            response.Remove("traceId");
            foreach (var (_, document) in Requirements.Claims.Documents(response).ToList())
            {
                var name = document["name"]!.ToString();
                File.WriteAllBytes(Path.Combine(sample.Folder, name), Convert.FromBase64String(document["content"]!.ToString()));
                document["content"] = $"file:{name}";
                document.Remove("sha256");
            }
            File.WriteAllText(Path.Combine(sample.Folder, "response.json"), response.ToJsonString(Readable) + "\n");
            output.WriteLine($"{sample.Name}: response.json written ({exchange.Status})");
        }
        return 0;
    }
}
