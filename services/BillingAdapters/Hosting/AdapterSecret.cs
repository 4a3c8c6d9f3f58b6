using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>Section <c>Adapter</c>.</summary>
internal sealed class AdapterSettings
{
    [Required(ErrorMessage = "Adapter:Secret is missing: the secret that billing sends as its bearer token (its Adapters:<name>:Secret).")]
    public string Secret { get; init; } = "";
}

/// <summary>
/// Lets nobody in but billing, by the secret that the two share. Checked before the body is read. An adapter takes no tokens of the platform
/// and has none.
/// </summary>
internal sealed class AdapterSecret(IOptions<AdapterSettings> settings)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _secret = Hash(settings.Value.Secret);

    /// <summary>Marks an endpoint that needs the secret.</summary>
    public sealed record Needed;

    public static void Add(PlatformService service)
    {
        service.Services.AddOptionsWithValidateOnStart<AdapterSettings>().BindConfiguration("Adapter").ValidateDataAnnotations();
        service.Services.AddSingleton<AdapterSecret>();
        service.Use(app => app.Use((context, next) =>
            context.GetEndpoint()?.Metadata.GetMetadata<Needed>() is null
            || app.ApplicationServices.GetRequiredService<AdapterSecret>().IsIn(context.Request.Headers.Authorization)
                ? next(context)
                : Results.Problem("Send the secret of this adapter: Authorization: Bearer <secret>.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context)));
    }

    // Hashes are of one length, so that the comparison takes the same time whatever was sent.
    public bool IsIn(string? header) =>
        header is not null && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..]), _secret);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
