using Buurtzorg.Contracts;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Identity;

/// <summary>All mistakes at once, each naming its key.</summary>
internal sealed class IdentityOptionsCheck : IValidateOptions<IdentityOptions>
{
    private const int ShortestSecret = 16;
    private static readonly string[] KindsOfPrograms = [CallerKinds.Service, CallerKinds.Integrator];
    private static readonly string[] KindsOfPersonas = [CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Coach, CallerKinds.BackOffice, CallerKinds.Operator, CallerKinds.Integrator];

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(IdentityOptions options)
    {
        if (!IsAddress(options.Issuer))
            yield return "Identity:Issuer must be the http or https address that callers reach this service at, without a slash at its end, such as https://care.example/identity.";
        if (options.KeyFolder.Length == 0)
            yield return "Identity:KeyFolder must name the folder where the signing key is kept.";
        foreach (var (id, client) in options.Clients)
        {
            if (client.Secret.Length < ShortestSecret)
                yield return $"Identity:Clients:{id}:Secret must have at least {ShortestSecret} characters.";
            if (!KindsOfPrograms.Contains(client.Kind))
                yield return $"Identity:Clients:{id}:Kind must be one of {string.Join(", ", KindsOfPrograms)}.";
        }

        foreach (var (persona, person) in options.Personas)
        {
            if (person.PersonId == Guid.Empty)
                yield return $"Identity:Personas:{persona}:PersonId must be a UUID.";
            if (!KindsOfPersonas.Contains(person.Kind))
                yield return $"Identity:Personas:{persona}:Kind must be one of {string.Join(", ", KindsOfPersonas)}.";
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
        && !text.EndsWith('/');
}
