namespace Buurtzorg.BillingAdapters.Conformance.Tests;

/// <summary>The clone that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Buurtzorg.Platform.sln"))) at = at.Parent ?? throw new InvalidOperationException("These tests run in a clone of the repository.");
        return at.FullName;
    }
}
