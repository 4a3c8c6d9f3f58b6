using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Metadata;

namespace Buurtzorg.Platform;

/// <summary>Lets callers repeat a request that creates something.</summary>
public static class Idempotency
{
    /// <summary>
    /// Accepts the header <c>Idempotency-Key</c> (1 to 200 characters, unique per caller): a repeated request gets the first
    /// answer again and has no further effect; the same key with another request is refused (422 <c>idempotency-key-reused</c>). The key is
    /// written in the transaction of the handler, so a crash loses both or neither. Only successes are kept; their bodies must hold
    /// no personal data.
    /// </summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        if (http.Request.Headers["Idempotency-Key"].ToString() is not { Length: > 0 } key)
            return await next(context);
        if (key.Length > 200)
            return new Refusal(400, "idempotency-key-too-long", "An Idempotency-Key has at most 200 characters; a UUID is best.").ToProblem();

        var db = http.RequestServices.GetRequiredService<ServiceDb>();
        var caller = Caller.Of(http.User)!.PersonId;
        var request = Fingerprint(context);
        var aborted = http.RequestAborted;
        await using var transaction = await db.Database.BeginTransactionAsync(aborted);
        // A second request with the same key waits here until the first has committed or rolled back.
        var first = await db.Database.ExecuteSqlAsync($"INSERT INTO platform.idempotency (caller, key, request) VALUES ({caller}, {key}, {request}) ON CONFLICT DO NOTHING", aborted);
        if (first == 0)
        {
            var known = await db.Database.SqlQuery<Answered>($"SELECT request AS \"Request\", status AS \"Status\", location AS \"Location\", body AS \"Body\" FROM platform.idempotency WHERE caller = {caller} AND key = {key}").SingleAsync(aborted);
            return known.Request.AsSpan().SequenceEqual(request)
                ? known
                : Refusal.Invalid("idempotency-key-reused", "This Idempotency-Key was used for another request; take a new key for a new request.").ToProblem();
        }
        var answer = await AnswerAsync(http, await next(context));
        if (answer.Status is >= 200 and < 300)
        {
            await db.Database.ExecuteSqlAsync($"UPDATE platform.idempotency SET status = {answer.Status}, location = {answer.Location}, body = {answer.Body} WHERE caller = {caller} AND key = {key}", aborted);
            await transaction.CommitAsync(aborted);
        }
        return answer;
    });

    private static byte[] Fingerprint(EndpointFilterInvocationContext context)
    {
        var bodyType = context.HttpContext.GetEndpoint()!.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var body = context.Arguments.FirstOrDefault(argument => bodyType is not null && bodyType.IsInstanceOfType(argument));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(context.HttpContext.Request.Path + context.HttpContext.Request.QueryString));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, MessageName.Json));
        return hash.GetHashAndReset();
    }

    // The handler's result is run into memory, so that it can be stored before the caller sees it.
    private static async Task<Answered> AnswerAsync(HttpContext http, object? result)
    {
        var body = http.Response.Body;
        await using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            if (result is IResult executable)
                await executable.ExecuteAsync(http);
            else if (result is not null)
                await http.Response.WriteAsJsonAsync(result, http.RequestAborted);
        }
        finally
        {
            http.Response.Body = body;
        }
        return new Answered { Request = [], Status = http.Response.StatusCode, Location = http.Response.Headers.Location, Body = buffer.ToArray() };
    }

    private sealed class Answered : IResult
    {
        public required byte[] Request { get; init; }
        public int? Status { get; init; }
        public string? Location { get; init; }
        public byte[]? Body { get; init; }

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = Status!.Value;
            if (Location is not null)
                httpContext.Response.Headers.Location = Location;
            if (Body is not { Length: > 0 } body)
                return;
            httpContext.Response.ContentType ??= "application/json; charset=utf-8";
            httpContext.Response.ContentLength = body.Length;
            await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
