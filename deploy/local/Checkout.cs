namespace Buurtzorg.Local;

/// <summary>The clone this launcher was built in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Folder { get; } = Path.Combine(Root, ".local");

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Buurtzorg.Platform.sln"))) return at.FullName;
        throw new LauncherException("The launcher runs from within a clone of the repository.");
    }
}
