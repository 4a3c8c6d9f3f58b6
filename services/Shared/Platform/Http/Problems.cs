using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.Platform;

/// <summary>Every answer that is no success is problem+json with status, title, detail, type and traceId; internals never leave.</summary>
internal sealed partial class Problems(IProblemDetailsService problems, ILogger<Problems> log) : IExceptionHandler
{
    public static void Add(IServiceCollection services) => services
        .AddExceptionHandler<Problems>()
        .AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            if (problem is HttpValidationProblemDetails invalid)
                invalid.Errors = invalid.Errors.ToDictionary(error => string.Join('.', error.Key.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)), error => error.Value);
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            problem.Detail ??= problem.Status switch
            {
                400 when problem is HttpValidationProblemDetails => "What is wrong stands under errors, per field.",
                401 => Authentication.Explain(context.HttpContext),
                403 => "Your token is valid, but this is not for your kind of caller.",
                404 => "There is nothing here that you may see.",
                405 => "This address does not answer to that method; its OpenAPI document says which.",
                415 => "Send the body as the media type that the OpenAPI document names, mostly application/json.",
                _ => null,
            };
        });

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Describe(exception, conditional: context.Request.Headers.IfMatch.Count > 0);
        context.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "1";
        if (problem.Status == StatusCodes.Status500InternalServerError)
            LogBug(string.Join(" < ", Chain(exception).Select(one => one.GetType().Name)), string.Join('\n', Chain(exception).Select(one => one.StackTrace).Reverse()));
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }

    // Where, and never the message, in which a person's data may stand.
    [LoggerMessage(LogLevel.Error, "A request ended in a bug, {Exceptions}: {Where}")]
    private partial void LogBug(string exceptions, string where);

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var one = exception; one is not null; one = one.InnerException) yield return one;
    }

    private static ProblemDetails Describe(Exception exception, bool conditional) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => new() { Status = 413, Detail = "The body is larger than this address takes." },
        BadHttpRequestException { InnerException: JsonException json } => new() { Status = 400, Detail = Explain(json) },
        BadHttpRequestException bad => new() { Status = bad.StatusCode, Detail = bad.Message },
        DbUpdateConcurrencyException => new()
        {
            Status = conditional ? 412 : 409,
            Type = "urn:buurtzorg:problem:edited-meanwhile",
            Detail = "Somebody else changed this at the same moment; fetch it again and repeat what still holds.",
        },
        _ when Outages.Is(exception) => new()
        {
            Status = 503,
            Type = "urn:buurtzorg:problem:try-again",
            Detail = "Something this service needs is away for a moment; send the same request again, with the same Idempotency-Key.",
        },
        _ => new() { Status = 500, Detail = "Something went wrong on our side; name the traceId when you report it." },
    };

    // Messages of System.Text.Json name CLR types, which say nothing to a caller.
    private static string Explain(JsonException json)
    {
        var place = json.LineNumber is { } line ? $" (line {line + 1}, position {json.BytePositionInLine + 1})" : "";
        var reason = json.Message.IndexOf("missing required properties", StringComparison.Ordinal) is > 0 and var at
            ? $"These are missing: {json.Message[(json.Message.IndexOf(':', at) + 1)..].Split(" Path:")[0].Trim().TrimEnd('.')}."
            : json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) ? "This field is not known here; look for a misspelling."
            : json.Message.Contains("could not be converted", StringComparison.Ordinal) ? "The value has another type or form than the OpenAPI document names."
            : json.Message.Contains("An instant is", StringComparison.Ordinal) ? "An instant is written as 2026-10-01T09:00:00Z, or with another offset than Z."
            : json.Path is null or "$" ? "The body is not the JSON that is expected here." : "The value cannot be read.";
        return $"{(json.Path is { Length: > 1 } path ? path[2..] + ": " : "")}{reason}{place}";
    }
}

/// <summary>Tells an outage, which passes, from a bug, which does not.</summary>
internal static class Outages
{
    public static bool Is(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } => true,
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" } => true, // the server is stopping or starting
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } => true,
        HttpRequestException { StatusCode: null or >= System.Net.HttpStatusCode.InternalServerError or System.Net.HttpStatusCode.TooManyRequests } => true,
        TimeoutException => true, // of Npgsql when a connection does not open in time, and inside those of HttpClient
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
