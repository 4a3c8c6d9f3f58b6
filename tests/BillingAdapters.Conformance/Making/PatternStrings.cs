using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>Random strings that match a pattern; knows what patterns of numbers use, and says so when it meets more.</summary>
internal static class PatternStrings
{
    private const string Any = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static bool Matches(string pattern, string text) => Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant) && !text.EndsWith('\n');

    public static string Make(string pattern, Random random, int maxLength = 40)
    {
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var text = new StringBuilder();
            var at = 0;
            Alternatives(pattern, ref at, random, maxLength, text);
            if (text.Length is > 0 && text.Length <= maxLength && Matches(pattern, text.ToString())) return text.ToString();
        }
        throw new NotSupportedException($"The kit makes no strings for the pattern {pattern}; name values in claims.yaml.");
    }

    private static void Alternatives(string pattern, ref int at, Random random, int most, StringBuilder result)
    {
        List<string> alternatives = [];
        do
        {
            var text = new StringBuilder();
            while (at < pattern.Length && pattern[at] is not ('|' or ')')) Piece(pattern, ref at, random, most, text);
            alternatives.Add(text.ToString());
        }
        while (at < pattern.Length && pattern[at] == '|' && ++at > 0);
        result.Append(alternatives[random.Next(alternatives.Count)]);
    }

    private static void Piece(string pattern, ref int at, Random random, int most, StringBuilder text)
    {
        var start = at;
        var first = new StringBuilder();
        Atom(pattern, ref at, random, most, first);
        var end = at;
        var (low, high) = Times(pattern, ref at, most);
        for (var n = random.Next(low, high + 1); n > 0; n--)
        {
            var again = start;
            Atom(pattern, ref again, random, most, text);
            if (again != end) throw new NotSupportedException(pattern);
        }
    }

    private static void Atom(string pattern, ref int at, Random random, int most, StringBuilder text)
    {
        switch (pattern[at++])
        {
            case '^' or '$':
                break;
            case '(':
                if (pattern.AsSpan(at).StartsWith("?:")) at += 2;
                else if (pattern[at] == '?') throw new NotSupportedException($"The kit makes no strings for the pattern {pattern}; name values in claims.yaml.");
                Alternatives(pattern, ref at, random, most, text);
                at++;
                break;
            case '[':
                var set = Class(pattern, ref at);
                text.Append(set[random.Next(set.Length)]);
                break;
            case '.':
                text.Append(Any[random.Next(Any.Length)]);
                break;
            case '\\':
                var escaped = Escaped(pattern[at++]);
                text.Append(escaped[random.Next(escaped.Length)]);
                break;
            case var literal:
                text.Append(literal);
                break;
        }
    }

    private static string Class(string pattern, ref int at)
    {
        var negated = pattern[at] == '^';
        if (negated) at++;
        var set = new StringBuilder();
        for (; pattern[at] != ']'; at++)
            if (pattern[at] == '\\') set.Append(Escaped(pattern[++at]));
            else if (pattern[at + 1] == '-' && pattern[at + 2] != ']')
            {
                for (var c = pattern[at]; c <= pattern[at + 2]; c++) set.Append(c);
                at += 2;
            }
            else set.Append(pattern[at]);
        at++;
        return negated ? string.Concat(Any.Except(set.ToString())) : set.ToString();
    }

    private static string Escaped(char c) => c switch { 'd' => "0123456789", 'w' => Any + "_", 's' => " ", _ => c.ToString() };

    private static (int Low, int High) Times(string pattern, ref int at, int most)
    {
        if (at == pattern.Length) return (1, 1);
        switch (pattern[at])
        {
            case '?': at++; return (0, 1);
            case '*': at++; return (0, most);
            case '+': at++; return (1, most);
            case '{':
                var end = pattern.IndexOf('}', at);
                var bounds = pattern[(at + 1)..end].Split(',');
                at = end + 1;
                var low = int.Parse(bounds[0], CultureInfo.InvariantCulture);
                return (low, bounds.Length == 1 ? low : bounds[1] == "" ? Math.Max(low, most) : int.Parse(bounds[1], CultureInfo.InvariantCulture));
            default: return (1, 1);
        }
    }
}
