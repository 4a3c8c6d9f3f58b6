namespace Buurtzorg.Billing.Tests;

/// <summary>The agreements of the demo install, found from wherever the tests run.</summary>
internal static class DemoFile
{
    public static string Path { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (System.IO.Path.Combine(folder.FullName, "deploy/installs/demo/agreements.yaml") is var file && File.Exists(file)) return file;
        throw new FileNotFoundException("deploy/installs/demo/agreements.yaml is not above the tests.");
    }
}
