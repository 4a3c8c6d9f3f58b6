using System.Reflection;
using System.Text.Json.Nodes;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents.Features;

internal static class ServeAsyncApiEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/asyncapi.json", Handle)
        .WithSummary("The catalogue as an AsyncAPI 3.0 document")
        .AllowAnonymous();

    private static Ok<JsonObject> Handle(CloudEvents cloudEvents, IOptions<CloudEventsSettings> settings, IOptions<AmqpSettings> amqp, HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        var version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
        return TypedResults.Ok(AsyncApi.Document(cloudEvents, version, settings.Value.PublicAddress!, amqp.Value.PublicAddress));
    }
}

internal static class ServeSchemaEndpoint
{
    private const string Extension = ".json";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/schemas/{file}", Handle)
        .WithSummary("The JSON Schema of the data of a type")
        .WithDescription("The file is the full name of a type and .json, as in dataschema.")
        .MayRefuse(404)
        .AllowAnonymous();

    private static Results<Ok<JsonObject>, ProblemHttpResult> Handle(string file, CloudEvents cloudEvents, HttpResponse response)
    {
        if (!file.EndsWith(Extension, StringComparison.Ordinal) || cloudEvents.NameOf(file[..^Extension.Length]) is not { } name || Catalogue.Find(name) is not { } type)
            return Refusal.NotFound().ToProblem();
        response.Headers.AccessControlAllowOrigin = "*";
        return TypedResults.Ok(Schemas.Of(type, cloudEvents));
    }
}
