using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Buurtzorg.Platform;

/// <summary>Section <c>Broker</c>.</summary>
internal sealed class BrokerSettings
{
    public Uri? Uri { get; init; }

    /// <summary>A PEM file with the authority that signed the broker's certificate, where the system does not know it.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>Null trusts what the system trusts.</summary>
    public RemoteCertificateValidationCallback? Trust()
    {
        if (CaCertificate is null)
            return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(CaCertificate);
        return (_, certificate, _, errors) =>
        {
            if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // a private authority seldom publishes a list
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            return chain.Build(new X509Certificate2(certificate));
        };
    }
}

/// <summary>The connection over which this process publishes and keeps its error queues; opened on first use and again after a loss.</summary>
internal sealed class BrokerConnection(IOptions<BrokerSettings> options) : IHealthCheck, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private IConnection? _connection;

    public async Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_connection is { IsOpen: true })
                return _connection;
            if (_connection is not null)
                await _connection.DisposeAsync();
            var settings = options.Value;
            var factory = new ConnectionFactory { Uri = settings.Uri!, AutomaticRecoveryEnabled = false, ContinuationTimeout = TimeSpan.FromSeconds(10) };
            if (factory.Ssl.Enabled)
                factory.Ssl.CertificateValidationCallback = settings.Trust();
            return _connection = await factory.CreateConnectionAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (BrokerUnreachableException)
        {
            return HealthCheckResult.Unhealthy("The broker cannot be reached at Broker:Uri.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        _one.Dispose();
    }
}
