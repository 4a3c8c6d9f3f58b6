using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Identity.Tokens;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Identity.Features;

/// <summary>Become a persona for fifteen minutes.</summary>
/// <param name="Persona">A name from the list of personas.</param>
/// <param name="PersonId">Leave it out to be the persona; give another person's id to be somebody else of the same kind.</param>
public sealed record IssuePersonaToken([Required, MaxLength(100)] string Persona, Guid? PersonId = null);

/// <summary>A bearer token.</summary>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record PersonaToken(string AccessToken, string TokenType, int ExpiresIn);

internal static class IssuePersonaTokenEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/persona-tokens", Handle)
        .AllowAnonymous()
        .WithSummary("Make a token for a persona");

    private static Results<Ok<PersonaToken>, ProblemHttpResult> Handle(IssuePersonaToken command, IOptions<IdentityOptions> options, TokenMaker tokens)
    {
        if (!options.Value.Personas.TryGetValue(command.Persona, out var persona))
            return Refusal.Invalid("unknown-persona", $"There is no such persona; there are {string.Join(", ", options.Value.Personas.Keys.Order())}.").ToProblem();

        var client = persona.Kind == CallerKinds.Integrator ? command.Persona : "personas"; // an integrator is known by its client id
        var token = tokens.Make(command.PersonId ?? persona.PersonId, persona.Kind, client, persona.Scopes);
        return TypedResults.Ok(new PersonaToken(token, "Bearer", (int)TokenMaker.Lifetime.TotalSeconds));
    }
}
