using Microsoft.Extensions.Options;

namespace Buurtzorg.Identity.Features;

/// <summary>Somebody to be while trying the platform.</summary>
/// <param name="Name">The name to ask a token with.</param>
/// <param name="Kind">The kind of caller, such as <c>professional</c> or <c>citizen</c>.</param>
/// <param name="Description">Who it is, in a sentence.</param>
public sealed record Persona(string Name, Guid PersonId, string Kind, string Description);

/// <summary>All personas, in the order of their ids.</summary>
public sealed record Personas(IReadOnlyList<Persona> Items);

internal static class ListPersonasEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/personas", Handle)
        .AllowAnonymous()
        .WithSummary("List the people that you may be");

    private static Personas Handle(IOptions<IdentityOptions> options) => new([.. options.Value.Personas
        .Select(persona => new Persona(persona.Key, persona.Value.PersonId, persona.Value.Kind, persona.Value.Description))
        .OrderBy(persona => persona.PersonId)]);
}
