namespace Buurtzorg.Scheduling.Domain;

/// <summary>How the name of an area is written.</summary>
internal static class Areas
{
    public const int Longest = 40;
    public const string Pattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
}
