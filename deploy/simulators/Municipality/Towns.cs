namespace Buurtzorg.Simulators.Municipality;

/// <summary>A municipality that does not exist; the code has the shape of a CBS code and is not in use.</summary>
internal sealed record Town(string Code, string Name);

internal static class Towns
{
    public static IReadOnlyList<Town> All { get; } =
    [
        new("9901", "Zonderwijk"), new("9902", "Waterhoven"), new("9903", "Elzenbroek"), new("9904", "Oudermeer"),
        new("9905", "Lindeveld"), new("9906", "Hoogstroom"), new("9907", "Rietlanden"), new("9908", "Kersenbeek"),
        new("9909", "Noorderduin"), new("9910", "Vlierdam"), new("9911", "Esdoornwaard"), new("9912", "Molenhorst"),
        new("9913", "Grasdijk"), new("9914", "Wilgenoord"), new("9915", "Zilvermeer"), new("9916", "Beukenrade"),
        new("9917", "Korenmark"), new("9918", "Duinhage"), new("9919", "Veldstede"), new("9920", "Heidezoom"),
    ];

    public static bool Has(string? code) => All.Any(town => town.Code == code);
}
