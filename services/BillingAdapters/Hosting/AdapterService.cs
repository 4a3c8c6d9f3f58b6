using System.Text.Json.Serialization;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>What adapters in C# have in common: the secret, the sizes, and how an answer or its faults become HTTP.</summary>
public static class AdapterService
{
    /// <summary>A service without tokens of the platform, which lets nobody in but billing, by the secret <c>Adapter:Secret</c>.</summary>
    public static PlatformService Create(string name, string[] args)
    {
        var service = PlatformService.Create(name, args, tokens: false);
        service.Services.Configure<JsonOptions>(json => json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);
        AdapterSecret.Add(service);
        return service;
    }

    /// <summary>Where the operations of the contract are mapped.</summary>
    public static RouteGroupBuilder Contract(IEndpointRouteBuilder routes) => routes.MapGroup("")
        .AllowAnonymous() // no token of the platform: the secret takes its place
        .WithMetadata(new AdapterSecret.Needed(), new RequestSizeLimitAttribute(Sizes.RequestBytes))
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>200 with what was asked for, or 422 with every fault.</summary>
    public static Results<Ok<T>, ProblemHttpResult> ToHttp<T>(this OrFaults<T> result, string refusal) where T : class =>
        result.Refused(out var value)
            ? TypedResults.Problem(
                $"Refused: {result.Faults.Count} {(result.Faults.Count == 1 ? "fault" : "faults")}, first: {result.Faults[0].Detail}",
                statusCode: StatusCodes.Status422UnprocessableEntity,
                type: $"urn:buurtzorg:problem:{refusal}",
                extensions: new Dictionary<string, object?> { ["faults"] = result.Faults })
            : TypedResults.Ok(value);

    /// <summary>A list with a hole in it is malformed; the serialiser lets those through.</summary>
    public static void RequireWhole<T>(IReadOnlyList<T>? items, string name)
    {
        if (items is not null && items.Contains(default))
            throw new BadHttpRequestException($"{name}: an item is null.");
    }
}
