using System.Diagnostics;
using Buurtzorg.Local.Install;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Commands;

/// <summary><c>./dev check-install deploy/installs/nl-municipality</c>: every mistake at once, before anything starts.</summary>
internal static class CheckInstallCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments.Where(word => word != "--evaluation").ToArray() is not [var folder]) throw new LauncherException("Usage: ./dev check-install <folder of the install> [--evaluation]");
        var evaluation = arguments.Length > 1;
        await Build.ServicesAsync(Checkout.Root, Directory.CreateDirectory(Checkout.Folder).FullName, Here.Wiring.Logs, Screen.Say, ct);
        var check = new InstallCheck(new InstallFolder(folder, evaluation));
        List<string> mistakes = [.. check.Mistakes(), .. await BillingAsync(check, folder, ct), .. await ChartAsync(folder, evaluation, ct)];
        foreach (var mistake in mistakes.Distinct()) Console.WriteLine($"- {mistake}");
        Screen.Say(mistakes.Count == 0 ? $"{folder}: nothing is wrong." : $"{folder}: {mistakes.Distinct().Count()} mistakes.");
        return mistakes.Count == 0 ? 0 : 78;
    }

    // Billing reads its agreements itself, as the check before its first start does.
    private static async Task<IEnumerable<string>> BillingAsync(InstallCheck check, string folder, CancellationToken ct)
    {
        var agreements = Path.Combine(folder, "agreements.yaml");
        if (!File.Exists(agreements)) return [];
        var effective = Path.Combine(Directory.CreateTempSubdirectory("buurtzorg-").FullName, "agreements.yaml");
        await File.WriteAllTextAsync(effective, check.EffectiveAgreements(), ct);
        var billing = ServiceTable.Find("billing");
        var info = new ProcessStartInfo(billing.Executable(Checkout.Root), ["check"]) { WorkingDirectory = billing.OutputFolder(Checkout.Root) };
        foreach (var (key, value) in check.BillingSettings(effective)) info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var (_, _, errors) = await OutputAsync(info, ct);
        return errors.Select(line => line.Replace(effective, agreements, StringComparison.Ordinal));
    }

    // The schema of the values and what the chart finds; without helm the rest is still checked.
    private static async Task<IEnumerable<string>> ChartAsync(string folder, bool evaluation, CancellationToken ct)
    {
        string[] over = evaluation ? ["-f", Path.Combine(Checkout.Root, "deploy/installs/evaluation.yaml")] : [];
        var info = new ProcessStartInfo("helm", ["template", "check", Path.Combine(Checkout.Root, "charts/buurtzorg-platform"), "--kube-version", "1.34.0", "-f", Path.Combine(folder, "values.yaml"), .. over, "--set-file", $"agreements={Path.Combine(folder, "agreements.yaml")}"]);
        try
        {
            var (code, _, errors) = await OutputAsync(info, ct);
            return code == 0 ? [] : errors.Where(line => line.StartsWith("- ", StringComparison.Ordinal) || !line.EndsWith(':')).Select(line => line.TrimStart('-', ' '));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Screen.Say("helm is not on the PATH, so the values were not held against the chart's schema.");
            return [];
        }
    }

    private static async Task<(int Code, string Output, IEnumerable<string> Errors)> OutputAsync(ProcessStartInfo info, CancellationToken ct)
    {
        (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
        using var process = Process.Start(info)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, await output, (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
