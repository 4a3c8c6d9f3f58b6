using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace Buurtzorg.Platform;

/// <summary>What the Dutch API Design Rules ask of every API: its document at /v1/openapi.json, the header API-Version, the security headers.</summary>
internal static class ApiDocument
{
    public static readonly string Version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0.1.0";

    public static void Add(IServiceCollection services, string service) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = $"Buurtzorg Platform: {service}",
                Version = Version,
                Contact = new() { Name = "The IT team of this install", Email = "platform@example.org", Url = new("https://example.org/platform") },
            };
            document.Servers = [new() { Url = $"/{service}" }];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "A token of the install's OpenID Connect issuer." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            foreach (var response in (operation.Responses ?? []).Values.OfType<OpenApiResponse>())
                (response.Headers ??= new Dictionary<string, IOpenApiHeader>())["API-Version"] = new OpenApiHeader { Description = "The version of this API.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            return Task.CompletedTask;
        });
        // A type with a converter of ours has an empty schema otherwise.
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(DateTimeOffset))
                (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
            else if (context.JsonTypeInfo.Type == typeof(DateTimeOffset?))
                (schema.Type, schema.Format) = (JsonSchemaType.String | JsonSchemaType.Null, "date-time");
            return Task.CompletedTask;
        });
    });

    public static void Use(WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.TryAdd("API-Version", Version); // an answer that the gateway passes on has its service's
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = "frame-ancestors 'none'";
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            if (context.Request.Path.Value is { } path && path.EndsWith("/openapi.json", StringComparison.Ordinal))
                headers.AccessControlAllowOrigin = "*";
            return Task.CompletedTask;
        });
        return next(context);
    });

    public static void Map(WebApplication app) => app.MapOpenApi("/{documentName}/openapi.json").AllowAnonymous();
}
