using Buurtzorg.Local.Install;

namespace Buurtzorg.Local.Commands;

/// <summary><c>./dev secrets deploy/installs/nl-municipality | kubectl create -f -</c>: once, before the chart is installed.</summary>
internal static class SecretsCommand
{
    public static Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        var words = arguments.Where(word => word != "--evaluation").ToArray();
        var (folder, release, only) = words switch
        {
            [var one] => (one, "buurtzorg", null),
            [var one, "--release", var name] => (one, name, null),
            [var one, "--release", var name, "--only", var secret] => (one, name, secret),
            _ => throw new LauncherException("Usage: ./dev secrets <folder of the install> [--evaluation] [--release buurtzorg [--only billing-database]]"),
        };
        var install = new InstallFolder(folder, evaluation: words.Length < arguments.Length);
        foreach (var manifest in new InstallSecrets(install, release).Manifests(only)) Console.WriteLine(manifest);
        return Task.FromResult(0);
    }
}
