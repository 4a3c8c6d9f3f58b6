using System.Text;

namespace Buurtzorg.CareRecords.Domain.Omaha;

internal sealed class OmahaFile
{
    public List<OmahaTerm> Domains { get; } = [];
    public List<OmahaProblem> Problems { get; } = [];
    public List<OmahaTerm> Categories { get; } = [];
    public List<OmahaTerm> Targets { get; } = [];
    public List<OmahaRatingScale> RatingScales { get; } = [];

    public static OmahaFile Read()
    {
        using var resource = typeof(OmahaFile).Assembly.GetManifestResourceStream("omaha.txt")!;
        using var reader = new StreamReader(resource);
        var file = new OmahaFile();
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[') file.Begin(section = line);
            else file.Add(section, line);
        }
        return file;
    }

    private void Begin(string section)
    {
        if (section.StartsWith("[domain] ", StringComparison.Ordinal)) Domains.Add(Term(section["[domain] ".Length..]));
    }

    private void Add(string section, string line)
    {
        switch (section)
        {
            case "[categories]":
                Categories.Add(Term(line));
                break;
            case "[targets]":
                Targets.AddRange(Terms(line).Select(Term));
                break;
            case "[ratings]":
                var (scale, texts) = Named(line);
                RatingScales.Add(new(Slug(scale), scale, texts));
                break;
            default:
                var (problem, signs) = Named(line);
                Problems.Add(new(Slug(problem), problem, Domains[^1].Slug, [.. signs.Select(Term)]));
                break;
        }
    }

    private static (string Name, string[] Terms) Named(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return (line[..colon], Terms(line[(colon + 2)..]));
    }

    private static string[] Terms(string line) => line.Split(" | ");

    private static OmahaTerm Term(string name) => new(Slug(name), name);

    internal static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return slug.ToString().TrimEnd('-');
    }
}
