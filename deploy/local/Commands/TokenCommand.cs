using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Commands;

internal static class TokenCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        using var access = new Access(Here.Gateway);
        Guid? personId = null;
        if (arguments is [_, "--person", var id])
            personId = Guid.TryParse(id, out var parsed) ? parsed : throw new LauncherException($"'{id}' is not an id; a person's id is a UUID.");
        else if (arguments is not [_])
            throw new LauncherException($"Name a persona: {string.Join(", ", (await access.PersonasAsync(ct)).Select(persona => persona.Name))}.");
        Console.WriteLine(await access.TokenAsync(arguments[0], personId, ct));
        return 0;
    }
}
