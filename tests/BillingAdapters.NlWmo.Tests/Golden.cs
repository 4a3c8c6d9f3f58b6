using System.Text;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>Compares bytes with a sample; what was made instead is left beside the tests' output as <c>*.actual</c>.</summary>
internal static class Golden
{
    public static void Is(string file, byte[] bytes)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "Samples", file);
        var expected = File.Exists(sample) ? File.ReadAllBytes(sample) : [];
        if (!expected.AsSpan().SequenceEqual(bytes)) File.WriteAllBytes(sample + ".actual", bytes);
        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(bytes));
        Assert.Equal(expected, bytes);
    }
}
