namespace Buurtzorg.SocialMap.Search;

/// <summary>What stands among the words of the index and is none: no text has a word that begins with #.</summary>
internal static class Marks
{
    public const string All = "#all";

    public static string Language(string code) => $"#language:{(code.Length > 2 && code[2] is '-' or '_' ? code[..2] : code).ToLowerInvariant()}";

    public static string Term(Guid id) => $"#term:{id}";

    public static string Taxonomy(Guid id) => $"#taxonomy:{id}";
}
