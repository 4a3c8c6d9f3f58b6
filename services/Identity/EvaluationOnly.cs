using Buurtzorg.Identity.Tokens;
using Microsoft.AspNetCore.OpenApi;

namespace Buurtzorg.Identity;

/// <summary>Says loudly what this service is for, in its document and in its log, and reads or makes the key before the first request.</summary>
internal sealed partial class EvaluationOnly(SigningKey key, ILogger<EvaluationOnly> log) : IHostedService
{
    public const string Warning = "For evaluation and tests only: anybody who reaches this issuer can be any persona, so a production install names its own OpenID Connect issuer.";

    public static void Add(IServiceCollection services)
    {
        services.AddHostedService<EvaluationOnly>();
        services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Description = Warning;
            return Task.CompletedTask;
        }));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        SayIt(key.Public.Kid, Warning);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Signing with key {Kid}. {Warning}")]
    private partial void SayIt(string kid, string warning);
}
