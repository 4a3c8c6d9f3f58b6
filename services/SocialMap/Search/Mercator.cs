using NpgsqlTypes;

namespace Buurtzorg.SocialMap.Search;

/// <summary>
/// Places on a plane, so that the index of PostgreSQL itself finds the nearest: in Mercator's projection everything around a place is
/// enlarged alike, so the order of distances is the true one within a region.
/// </summary>
internal static class Mercator
{
    private const double Radius = 6_371_000;

    public static NpgsqlPoint Point(double latitude, double longitude)
    {
        var angle = latitude * Math.PI / 180;
        return new(Radius * longitude * Math.PI / 180, Radius * Math.Log(Math.Tan(Math.PI / 4 + angle / 2)));
    }

    /// <summary>How many units on the plane a metre is at a latitude.</summary>
    public static double Scale(double latitude) => 1 / Math.Cos(latitude * Math.PI / 180);
}
