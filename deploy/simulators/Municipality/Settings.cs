namespace Buurtzorg.Simulators.Municipality;

/// <param name="Used">What is owed to the provider waits in the exchange. It is so from the first message that the exchange brings.</param>
internal sealed record ExchangeSetting(bool Used);

/// <param name="Automatic">A request for products that are agreed with the provider is granted at once; others wait for the desk.</param>
internal sealed record GrantingSetting(bool Automatic);

/// <summary>How a municipality works.</summary>
internal static class Settings
{
    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapPut("/exchange", (string town, ExchangeSetting setting, Archive archive) => Set(archive, town, file => file.UsesExchange = setting.Used));
        town.MapPut("/granting", (string town, GrantingSetting setting, Archive archive) => Set(archive, town, file => file.GrantsWhatFits = setting.Automatic));
    }

    private static IResult Set<T>(Archive archive, string town, Func<CaseFile, T> set)
    {
        archive.Change(town, set);
        return TypedResults.NoContent();
    }
}
