using System.Globalization;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>A place in the log as text that sorts like the number.</summary>
internal static class Sequences
{
    public static string Write(long sequence) => sequence.ToString("D20", CultureInfo.InvariantCulture);

    public static bool TryRead(string text, out long sequence) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out sequence);
}
