using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Yarp.ReverseProxy.Forwarder;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>Answers in place of a service that gave none, as problem documents that name no replica and no reason inside.</summary>
internal static class OwnProblems
{
    public static async Task Use(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength > context.GetRouteModel().Config.MaxRequestBodySize)
        {
            // Let the server read on for a moment what is on its way: a caller who is still sending would see a broken connection in place of the answer.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            await WriteAsync(context, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        await next(context);
        if (context.GetForwarderErrorFeature() is { } failure && !context.Response.HasStarted)
            await WriteAsync(context, Status(context, failure));
    }

    private static int Status(HttpContext context, IForwarderErrorFeature failure) =>
        context.Features.Get<IHttpRequestTimeoutFeature>() is { RequestTimeoutToken.IsCancellationRequested: true } && failure.Error is not ForwarderError.RequestBodyClient
            ? StatusCodes.Status504GatewayTimeout
            : context.Response.StatusCode;

    private static async Task WriteAsync(HttpContext context, int status)
    {
        var (code, detail) = Explain(status, context.GetRouteModel().Config.MaxRequestBodySize);
        context.Response.Clear();
        context.Response.StatusCode = status;
        if (status >= StatusCodes.Status500InternalServerError)
            context.Response.Headers.RetryAfter = "1";
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = status, Type = code is null ? null : $"urn:buurtzorg:problem:{code}", Detail = detail },
        });
    }

    private static (string? Code, string Detail) Explain(int status, long? limit) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => ("too-large", $"A body here has at most {limit} bytes."),
        StatusCodes.Status504GatewayTimeout => ("took-too-long", "The service did not answer in time and may or may not have done what you asked; send the same request again, with the same Idempotency-Key."),
        >= StatusCodes.Status500InternalServerError => ("try-again", "The service is away for a moment; send the same request again, with the same Idempotency-Key."),
        _ => (null, "The body of the request did not arrive whole."),
    };
}
