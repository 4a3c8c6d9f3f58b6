namespace Buurtzorg.Local.Services;

/// <summary>The agreements of an installation: the demo's, until one of its payers was given another adapter; from then on a copy of its own.</summary>
internal sealed class DemoAgreements(string checkout, string folder)
{
    private readonly string _copy = Path.Combine(folder, "agreements.yaml");

    public string File => System.IO.File.Exists(_copy) ? _copy : Path.Combine(checkout, "deploy/installs/demo/agreements.yaml");

    /// <summary>Changes one line. Returns what it was.</summary>
    public string Swap(string payer, string adapter)
    {
        var lines = System.IO.File.ReadAllLines(File);
        var agreement = Array.FindIndex(lines, line => line.Trim() == $"- payer: {payer}");
        if (agreement < 0) throw new LauncherException($"The agreements have no payer {payer}; see {File}.");
        var changed = Array.FindIndex(lines, agreement, line => line.TrimStart().StartsWith("adapter: ", StringComparison.Ordinal));
        var (key, before) = (lines[changed][..(lines[changed].IndexOf(':') + 2)], lines[changed].Trim());
        lines[changed] = key + adapter;
        System.IO.File.WriteAllLines(_copy, lines);
        return before;
    }
}
