using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;

namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>Bytes from outside as text: UTF-8 and nothing else, without control characters, every line ended.</summary>
internal static class SheetText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? Decode(ReadOnlySpan<byte> content, Faults faults)
    {
        if (content.Length > Sizes.MessageBytes)
        {
            faults.Add("message-too-large", $"The message is larger than {Sizes.MessageBytes} bytes.");
            return null;
        }
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        try
        {
            var text = Strict.GetString(content);
            CheckLines(text, faults);
            return text;
        }
        catch (DecoderFallbackException e)
        {
            faults.Add("not-utf-8", $"The message is not in UTF-8, from line {content[..e.Index].Count((byte)'\n') + 1}.");
            return null;
        }
    }

    /// <summary>The first lines, as far as the header goes.</summary>
    public static ReadOnlySpan<byte> FirstLines(ReadOnlySpan<byte> content, int lines)
    {
        var end = 0;
        for (; lines > 0 && content[end..].IndexOf((byte)'\n') is >= 0 and var next; lines--) end += next + 1;
        return lines == 0 ? content[..end] : content;
    }

    private static void CheckLines(string text, Faults faults)
    {
        if (text.Length == 0) faults.Add("message-empty", "The message is empty.");
        else if (text[^1] != '\n') faults.Add("last-line-unfinished", "The last line does not end in a line break; the message may have been cut off.");
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n') line++;
            else if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') continue;
            else if (Kind.IsControl(text[i])) faults.Add("control-character", "There is a control character on this line.", $"line {line}");
        }
    }
}

/// <summary>Gathers faults, up to a bound.</summary>
internal sealed class Faults
{
    private const int Most = 200;

    public List<Fault> All { get; } = [];

    public bool Any => All.Count > 0;

    public bool Full => All.Count > Most;

    public void Add(string code, string detail, string? place = null)
    {
        if (All.Count < Most) All.Add(new(code, detail, Place: place));
        else if (All.Count == Most) All.Add(new("too-many-faults", $"Reading stopped after {Most} faults."));
    }
}
