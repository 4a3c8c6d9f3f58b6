using System.Text.Json;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>The part of the contract that carries messages, for an adapter that is configured to.</summary>
public sealed partial class Transport
{
    private readonly ICarrier? _carrier;
    private readonly Func<byte[], string?, Arrival?> _look;
    private readonly ILogger _log;

    private Transport(ICarrier? carrier, Func<byte[], string?, Arrival?> look, ILogger log) => (_carrier, _look, _log) = (carrier, look, log);

    /// <summary>Whether the manifest says so.</summary>
    public bool IsConfigured => _carrier is not null;

    /// <summary>Reads section <c>Transport</c>.</summary>
    /// <param name="service">The adapter.</param>
    /// <param name="look">Looks at the envelope of bytes that came in, and who sent them where the carrier knows; null for what is no message of this world.</param>
    public static void Add(PlatformService service, Func<byte[], string?, Arrival?> look)
    {
        TransportSettings.Add(service);
        service.Services.AddHttpClient(nameof(Transport), client => client.MaxResponseContentBufferSize = HttpCarrier.MostBytes)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        service.Services.AddSingleton(provider => new Transport(Carrier(provider), look, provider.GetRequiredService<ILogger<Transport>>()));
    }

    /// <summary>Maps the operations, where transport is configured.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var transport = routes.ServiceProvider.GetRequiredService<Transport>();
        if (!transport.IsConfigured) return;
        routes.MapPost(AdapterRoutes.Messages, transport.SendAsync).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapGet(AdapterRoutes.Messages, transport.ReceiveAsync).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        routes.MapPost(AdapterRoutes.AcknowledgeMessage, transport.AcknowledgeAsync).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<Results<Ok<MessageTaken>, ProblemHttpResult>> SendAsync(
        [FromHeader(Name = "Idempotency-Key")] string? key, OutgoingMessage message, CancellationToken ct)
    {
        if (key is not { Length: >= 1 and <= 64 }) throw new BadHttpRequestException("Idempotency-Key: send the id of the message, of at most 64 characters.");
        if (key != message.Id) throw new BadHttpRequestException("id: it is not the Idempotency-Key.");
        if (!FileName().IsMatch(message.Document.Name)) throw new BadHttpRequestException("document.name: a file name of letters, digits, dots and hyphens.");
        if (Document.Of("", "", message.Document.Content).Sha256 != message.Document.Sha256)
            return Refused("hash-differs", "The content is not that of the hash.");
        return await TryAsync<Results<Ok<MessageTaken>, ProblemHttpResult>>(async carrier => await carrier.SendAsync(message, ct)
            ? TypedResults.Ok(new MessageTaken(message.Id))
            : Refused("message-not-taken", "This Idempotency-Key was used before for another message, or the payer's side cannot read this one."), problem => problem);
    }

    private async Task<Results<Ok<IncomingMessages>, ProblemHttpResult>> ReceiveAsync(string? after, int? limit, CancellationToken ct)
    {
        if (limit is < 1 or > 100) throw new BadHttpRequestException("limit: from 1 to 100.");
        if (after is not null && !MessageId().IsMatch(after)) throw new BadHttpRequestException("after: send the next of a page.");
        return await TryAsync<Results<Ok<IncomingMessages>, ProblemHttpResult>>(async carrier =>
        {
            var page = await carrier.ReceiveAsync(after, limit ?? 20, ct);
            return TypedResults.Ok(new IncomingMessages([.. page.Items.Select(Look).OfType<IncomingMessage>()], page.Next));
        }, problem => problem);
    }

    private async Task<Results<NoContent, ProblemHttpResult>> AcknowledgeAsync(string id, CancellationToken ct) =>
        await TryAsync<Results<NoContent, ProblemHttpResult>>(async carrier =>
        {
            if (MessageId().IsMatch(id)) await carrier.AcknowledgeAsync(id, ct);
            return TypedResults.NoContent();
        }, problem => problem);

    private IncomingMessage? Look(Parcel parcel)
    {
        if (MessageId().IsMatch(parcel.Id) && _look(parcel.Content, parcel.Payer) is { } arrival)
            return new(parcel.Id, arrival.Payer, Document.Of($"{arrival.Type}-{parcel.Id}.xml", "application/xml", parcel.Content));
        LogUnknown(parcel.Content.Length);
        return null;
    }

    private async Task<T> TryAsync<T>(Func<ICarrier, Task<T>> carry, Func<ProblemHttpResult, T> otherwise)
    {
        try
        {
            return await carry(_carrier!);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or JsonException or TaskCanceledException { InnerException: TimeoutException })
        {
            LogAway(e.GetType().Name, e is HttpRequestException ? e.Message : "");
            return otherwise(TypedResults.Problem("The payer's side is away; send the same again later.", statusCode: StatusCodes.Status503ServiceUnavailable, type: "urn:buurtzorg:problem:try-again"));
        }
    }

    private static ProblemHttpResult Refused(string code, string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status422UnprocessableEntity, type: $"urn:buurtzorg:problem:{code}",
        extensions: new Dictionary<string, object?> { ["faults"] = new[] { new Fault(code, detail) } });

    private static ICarrier? Carrier(IServiceProvider provider) => provider.GetRequiredService<IOptions<TransportSettings>>().Value switch
    {
        { Folder: { } folder } => new FolderCarrier(folder),
        { Address: { } address } => new HttpCarrier(Client(provider, address)),
        _ => null,
    };

    private static HttpClient Client(IServiceProvider provider, Uri address)
    {
        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(Transport));
        client.BaseAddress = address;
        return client;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Something of {Bytes} bytes came in that is no message of these payers; it stays where it is")]
    private partial void LogUnknown(int bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The payer's side is away: {Kind} {Reason}")]
    private partial void LogAway(string kind, string reason);

    [GeneratedRegex("^[A-Za-z0-9-][A-Za-z0-9.-]{0,99}\\z")]
    private static partial Regex FileName();

    [GeneratedRegex("^[A-Za-z0-9.-]{1,100}\\z")]
    private static partial Regex MessageId();
}
