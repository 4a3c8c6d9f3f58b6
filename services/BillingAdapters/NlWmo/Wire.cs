using System.Text.Json.Serialization;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Buurtzorg.BillingAdapters.NlWmo;

/// <summary>What the operations of the contract have in common on the wire.</summary>
internal static class Wire
{
    public static void Configure(PlatformService service) => service.Services.Configure<JsonOptions>(json =>
        json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull);

    public static RouteGroupBuilder Group(IEndpointRouteBuilder routes) => routes.MapGroup("")
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
