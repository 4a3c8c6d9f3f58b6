using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Buurtzorg.Billing.Adapters;

/// <summary>The adapter cannot be used now: it is away, or billing refuses it. What was asked waits; HTTP answers 503.</summary>
internal sealed class AdapterUnavailableException(string adapter, string why, Exception? inner = null, bool refused = false)
    : HttpRequestException($"The adapter {adapter} cannot be used now: {why}", inner, HttpStatusCode.ServiceUnavailable)
{
    public string Why { get; } = why;

    public bool Refused { get; } = refused;
}

/// <summary>How an adapter is asked, so that one that is slow or gone costs little and holds up no other.</summary>
/// <param name="Asking">For all work.</param>
/// <param name="Looking">For looking what it is: the same, but it needs no place, so that an adapter that is busy does not seem away.</param>
internal sealed record AdapterPipeline(ResiliencePipeline Asking, ResiliencePipeline Looking)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200), Window = TimeSpan.FromSeconds(30);

    /// <summary>
    /// From outside to inside: a limit in time for everything, a limit of how many at a time, bounded retries with jitter, a circuit breaker
    /// that counts every try, a limit in time for one try. Everything that is asked may be asked twice, so every outage is retried.
    /// </summary>
    public static AdapterPipeline Of(AdapterAddress adapter)
    {
        var outages = new PredicateBuilder().Handle<Exception>(IsOutage);
        var trying = new ResiliencePipelineBuilder();
        if (adapter.Retries > 0)
            trying.AddRetry(new RetryStrategyOptions { ShouldHandle = outages, MaxRetryAttempts = adapter.Retries, BackoffType = DelayBackoffType.Exponential, UseJitter = true, Delay = FirstPause });
        var tries = trying
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { ShouldHandle = outages, FailureRatio = 0.5, SamplingDuration = Window, MinimumThroughput = adapter.BreakAfter, BreakDuration = adapter.BreakFor })
            .AddTimeout(adapter.Timeout)
            .Build();
        return new(
            new ResiliencePipelineBuilder().AddTimeout(adapter.TotalTimeout).AddConcurrencyLimiter(adapter.Concurrency, adapter.Concurrency / 2).AddPipeline(tries).Build(),
            new ResiliencePipelineBuilder().AddTimeout(adapter.TotalTimeout).AddPipeline(tries).Build());
    }

    public static string Why(ExecutionRejectedException rejected) => rejected switch
    {
        BrokenCircuitException => "It failed too often and is left alone for a while.",
        RateLimiterRejectedException => "It has as many questions as it may have at a time.",
        _ => "It did not answer in time.",
    };

    public static bool IsOutage(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        IOException or TimeoutRejectedException => true,
        _ => false,
    };
}
