using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Buurtzorg.EndToEnd.Tests.Telemetry;

internal sealed record Span(string Service, string TraceId, string SpanId, string? ParentId, string Name, int Kind, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> LinkedTraces)
{
    public const int Server = 2, Client = 3, Producer = 4, Consumer = 5;
}

/// <summary>Receives OTLP over HTTP as a collector would, and keeps it all: spans read, and every export as raw bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly HttpClient Http = new();
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Span> _spans = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<byte[]>> _raw = [];

    public OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", ReceiveAsync);
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Address => _app.Urls.First();

    /// <summary>A collector that is sent every export of metrics as well.</summary>
    public Uri? MetricsAlsoTo { get; set; }

    public IReadOnlyCollection<Span> Spans => _spans;

    /// <summary>The exports of <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public IEnumerable<byte[]> Raw(string signal) => _raw.GetValueOrDefault(signal) ?? [];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context, string signal)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var export = buffer.ToArray();
        _raw.GetOrAdd(signal, _ => []).Enqueue(export);
        if (signal == "traces")
            foreach (var span in ReadSpans(export))
                _spans.Enqueue(span);
        if (signal == "metrics" && MetricsAlsoTo is { } collector)
        {
            using var content = new ByteArrayContent(export) { Headers = { ContentType = new("application/x-protobuf") } };
            try { (await Http.PostAsync(collector, content)).Dispose(); }
            catch (HttpRequestException) { } // it starts or ends
        }
        context.Response.ContentType = "application/x-protobuf";
    }

    // Numbers of fields: opentelemetry/proto/trace/v1/trace.proto
    private static IEnumerable<Span> ReadSpans(byte[] export) =>
        from resourceSpans in Protobuf.Read(export)
        let service = Attributes(resourceSpans.Message.First(field => field.Number == 1).Message, 1)["service.name"]
        from scopeSpans in resourceSpans.Message.Where(field => field.Number == 2)
        from span in scopeSpans.Message.Where(field => field.Number == 2)
        select Read(service, [.. span.Message]);

    private static Span Read(string service, List<Field> span)
    {
        Field Of(int number) => span.FirstOrDefault(field => field.Number == number);
        return new(service, Of(1).Hex, Of(2).Hex, Of(4).Bytes.IsEmpty ? null : Of(4).Hex, Of(5).Text, (int)Of(6).Value, Attributes(span, 9),
            [.. span.Where(field => field.Number == 13).Select(link => link.Message.First(field => field.Number == 1).Hex)]);
    }

    private static Dictionary<string, string> Attributes(IEnumerable<Field> message, int number)
    {
        Dictionary<string, string> attributes = [];
        foreach (var attribute in message.Where(field => field.Number == number))
        {
            var value = attribute.Message.First(field => field.Number == 2).Message.FirstOrDefault();
            attributes[attribute.Message.First(field => field.Number == 1).Text] = value.Number == 1 ? value.Text : value.Value.ToString();
        }
        return attributes;
    }
}
