namespace Buurtzorg.CareRecords.Domain.Omaha;

/// <summary>A term of the Omaha System. The slug is the key: it is made of the words of the name, which published copies number differently.</summary>
public sealed record OmahaTerm(string Slug, string Name);

/// <summary>One of the 42 problems, with the signs and symptoms that show an actual problem.</summary>
public sealed record OmahaProblem(string Slug, string Name, string Domain, IReadOnlyList<OmahaTerm> Signs);

/// <summary>What the ratings 1 to 5 of one of the three scales mean; higher is better.</summary>
public sealed record OmahaRatingScale(string Slug, string Name, IReadOnlyList<string> Texts);

internal static class OmahaTerms
{
    public const string Attribution =
        "Martin KS (2005), The Omaha System: A Key to Practice, Documentation, and Information Management (reprinted 2nd ed.), Health Connections Press.";

    private static readonly OmahaFile File = OmahaFile.Read();

    public static IReadOnlyList<OmahaTerm> Domains => File.Domains;
    public static IReadOnlyList<OmahaProblem> Problems => File.Problems;
    public static IReadOnlyList<OmahaTerm> Categories => File.Categories;
    public static IReadOnlyList<OmahaTerm> Targets => File.Targets;
    public static IReadOnlyList<OmahaRatingScale> RatingScales => File.RatingScales;

    private static readonly Dictionary<string, HashSet<string>> SignsByProblem =
        Problems.ToDictionary(problem => problem.Slug, problem => problem.Signs.Select(sign => sign.Slug).ToHashSet());
    private static readonly HashSet<string> CategorySlugs = [.. Categories.Select(category => category.Slug)];
    private static readonly HashSet<string> TargetSlugs = [.. Targets.Select(target => target.Slug)];

    public static bool IsProblem(string slug) => SignsByProblem.ContainsKey(slug);
    public static bool IsSign(string problem, string sign) => SignsByProblem.TryGetValue(problem, out var signs) && signs.Contains(sign);
    public static bool IsCategory(string slug) => CategorySlugs.Contains(slug);
    public static bool IsTarget(string slug) => TargetSlugs.Contains(slug);
}
