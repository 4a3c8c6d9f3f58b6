using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>Section <c>Amqp</c>: the virtual host in which subscribers have their queues. Left out, queues are not offered.</summary>
internal sealed class AmqpSettings : IValidateOptions<AmqpSettings>
{
    /// <summary>With user, password and virtual host; never the virtual host of the platform itself.</summary>
    public Uri? Uri { get; init; }

    /// <summary>The broker's management API with a user who makes users: <c>http://user:password@host:15672/</c></summary>
    public Uri? ManagementUrl { get; init; }

    /// <summary>How subscribers reach the broker, without user and virtual host: <c>amqps://broker.example.org:5671</c></summary>
    public Uri? PublicAddress { get; init; }

    public bool IsOffered => Uri is not null;

    public string VirtualHost => System.Uri.UnescapeDataString(Uri!.AbsolutePath[1..]);

    public ValidateOptionsResult Validate(string? name, AmqpSettings options)
    {
        if (!options.IsOffered && options.ManagementUrl is null)
            return ValidateOptionsResult.Success;
        List<string> mistakes = [];
        if (options.Uri is not { Scheme: "amqp" or "amqps", AbsolutePath.Length: > 1 })
            mistakes.Add("Amqp:Uri is no address of a virtual host of its own: amqps://user:password@host:5671/care-events");
        if (options.ManagementUrl is not { Scheme: "http" or "https", UserInfo.Length: > 0 })
            mistakes.Add("Amqp:ManagementUrl is missing or has no user: http://user:password@host:15672/ is the broker's management API, which makes the queue and the user of a subscription.");
        if (options.PublicAddress is not { Scheme: "amqp" or "amqps" })
            mistakes.Add("Amqp:PublicAddress is missing: how subscribers reach the broker, such as amqps://broker.example.org:5671");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}

/// <summary>Makes and removes the queue of a subscription and the broker user who may read that queue and nothing else.</summary>
internal sealed class AmqpBroker(IOptions<AmqpSettings> options) : IAsyncDisposable
{
    /// <summary>When it is full the cursor waits; a subscriber who does not read holds up nobody.</summary>
    private const int Longest = 10_000;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lazy<HttpClient> _management = new(() => Management(options.Value));
    private IConnection? _connection;

    /// <summary>It is away, refuses, or does not answer in time, for which RabbitMQ.Client ends a task as if it were cancelled.</summary>
    public static bool Failed(Exception exception, CancellationToken ct) => exception
        is AlreadyClosedException or OperationInterruptedException or BrokerUnreachableException or PublishException or IOException or TimeoutException
        || (exception is OperationCanceledException && !ct.IsCancellationRequested);

    public static string NameOf(Guid subscriptionId) => $"sub-{subscriptionId}";

    public async Task CreateAsync(Guid subscriptionId, string password, CancellationToken ct)
    {
        var (name, host) = (NameOf(subscriptionId), Uri.EscapeDataString(options.Value.VirtualHost));
        await DeclareAsync(subscriptionId, ct);
        await PutAsync($"api/users/{name}", new { password, tags = "" }, ct);
        await PutAsync($"api/permissions/{host}/{name}", new { configure = "^$", write = "^$", read = $"^{name}$" }, ct);
    }

    /// <summary>Declares the queue, for the first time or again.</summary>
    public Task DeclareAsync(Guid subscriptionId, CancellationToken ct) => PutAsync($"api/queues/{Uri.EscapeDataString(options.Value.VirtualHost)}/{NameOf(subscriptionId)}", new
    {
        durable = true,
        auto_delete = false,
        arguments = new Dictionary<string, object>
        {
            ["x-queue-type"] = "quorum",
            ["x-max-length"] = Longest,
            ["x-overflow"] = "reject-publish",
            ["x-delivery-limit"] = 1_000_000, // a reader that dies again and again loses nothing
        },
    }, ct);

    public Task ChangePasswordAsync(Guid subscriptionId, string password, CancellationToken ct) => PutAsync($"api/users/{NameOf(subscriptionId)}", new { password, tags = "" }, ct);

    public async Task DeleteAsync(Guid subscriptionId, CancellationToken ct)
    {
        var (name, host) = (NameOf(subscriptionId), Uri.EscapeDataString(options.Value.VirtualHost));
        foreach (var path in new[] { $"api/users/{name}", $"api/queues/{host}/{name}" })
        {
            using var response = await _management.Value.DeleteAsync(path, ct);
            if (response.StatusCode is not HttpStatusCode.NotFound)
                response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>A channel that confirms what it publishes.</summary>
    public async Task<IChannel> OpenAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                if (_connection is not null)
                    await _connection.DisposeAsync();
                _connection = await new ConnectionFactory { Uri = options.Value.Uri!, AutomaticRecoveryEnabled = false, ContinuationTimeout = TimeSpan.FromSeconds(10), ClientProvidedName = "care-events" }.CreateConnectionAsync(ct);
            }
            return await _connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _one.Dispose();
    }

    // A refusal of the broker is a mistake in the settings, and no answer an outage: 503 to who asked.
    private async Task PutAsync(string path, object body, CancellationToken ct)
    {
        using var response = await _management.Value.PutAsJsonAsync(path, body, ct);
        response.EnsureSuccessStatusCode();
    }

    private static HttpClient Management(AmqpSettings settings)
    {
        var client = new HttpClient { BaseAddress = new UriBuilder(settings.ManagementUrl!) { UserName = "", Password = "" }.Uri, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(settings.ManagementUrl!.UserInfo))));
        return client;
    }
}
