using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Buurtzorg.StaffWellbeing.Data;

/// <summary>Full text in the languages that installs speak: a word is found by its beginning, and by its stem.</summary>
internal static partial class Search
{
    public static string WordsOf(string text) =>
        $"to_tsvector('simple', {text}) || to_tsvector('dutch', {text}) || to_tsvector('swedish', {text}) || to_tsvector('english', {text})";

    /// <summary>For the beginning of each word; null where there is no word to look for.</summary>
    public static string? Beginnings(string? sought)
    {
        var words = Word().Matches(sought ?? "").Select(word => $"'{word.Value}':*").ToList();
        return words.Count == 0 ? null : string.Join(" & ", words);
    }

    public static IQueryable<T> Matching<T>(this IQueryable<T> items, string? sought) where T : class =>
        Beginnings(sought) is not { } beginnings ? items : items.Where(item => EF.Property<NpgsqlTsVector>(item, "Words").Matches(
            EF.Functions.ToTsQuery("simple", beginnings)
                .Or(EF.Functions.PlainToTsQuery("dutch", sought!))
                .Or(EF.Functions.PlainToTsQuery("swedish", sought!))
                .Or(EF.Functions.PlainToTsQuery("english", sought!))));

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
