namespace Buurtzorg.Simulators.Municipality;

/// <param name="Used">What is owed to the provider waits in the exchange. It is so from the first message that the exchange brings.</param>
internal sealed record ExchangeSetting(bool Used);

/// <param name="Automatic">A request for products that are agreed with the provider is granted at once; others wait for the desk.</param>
internal sealed record GrantingSetting(bool Automatic);

/// <param name="Dialect"><c>iwmo</c> or <c>csv</c>.</param>
internal sealed record DialectSetting(string Dialect);

/// <summary>The messages that a municipality writes and reads.</summary>
internal static class Dialects
{
    public const string Iwmo = "iwmo", Csv = "csv";
}

/// <summary>How a municipality works.</summary>
internal static class Settings
{
    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapPut("/dialect", (string town, DialectSetting setting, Archive archive) => setting.Dialect is Dialects.Iwmo or Dialects.Csv
            ? Set(archive, town, file => file.Dialect = setting.Dialect)
            : TypedResults.Problem("A municipality speaks iwmo or csv.", statusCode: 422));
        town.MapPut("/exchange", (string town, ExchangeSetting setting, Archive archive) => Set(archive, town, file => file.UsesExchange = setting.Used));
        town.MapPut("/granting", (string town, GrantingSetting setting, Archive archive) => Set(archive, town, file => file.GrantsWhatFits = setting.Automatic));
    }

    private static IResult Set<T>(Archive archive, string town, Func<CaseFile, T> set)
    {
        archive.Change(town, set);
        return TypedResults.NoContent();
    }
}
