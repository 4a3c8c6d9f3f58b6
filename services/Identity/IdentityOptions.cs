namespace Buurtzorg.Identity;

/// <summary>Section <c>Identity</c>.</summary>
internal sealed class IdentityOptions
{
    /// <summary>The address below which the discovery document stands, as callers reach it; the <c>iss</c> of every token.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Where the signing key is kept. Replicas share this folder.</summary>
    public string KeyFolder { get; init; } = "";

    public string Audience { get; init; } = "buurtzorg";

    /// <summary>Programs that ask for a token as themselves, by client id.</summary>
    public Dictionary<string, ClientOptions> Clients { get; init; } = [];

    /// <summary>People that anybody may be, by name.</summary>
    public Dictionary<string, PersonaOptions> Personas { get; init; } = [];

    public string Endpoint(string path) => Issuer + path;
}

internal sealed class ClientOptions
{
    public string Secret { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>What the client may ask for, separated by spaces.</summary>
    public string Scopes { get; init; } = "";
}

internal sealed class PersonaOptions
{
    public Guid PersonId { get; init; }

    public string Kind { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>What its tokens say that it may ask for, separated by spaces.</summary>
    public string Scopes { get; init; } = "evaluation";
}
