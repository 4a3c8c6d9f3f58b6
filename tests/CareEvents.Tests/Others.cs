using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Buurtzorg.CareEvents.Tests;

/// <summary>Code of others, from npm, that looks at what we send. Without Node or a registry of packages the tests say why they are skipped.</summary>
internal static class Others
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Checks");
    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    /// <summary>Runs a script of Checks; what it reads and says is JSON.</summary>
    public static async Task<JsonElement> AskAsync(string script, object question)
    {
        if (await Missing.Value is { } reason)
            Assert.Skip(reason);
        var (code, output) = await RunAsync("node", [script], question as string ?? JsonSerializer.Serialize(question, JsonSerializerOptions.Web));
        Assert.True(code == 0, output);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }

    private static async Task<string?> InstallAsync()
    {
        var (code, version) = await RunAsync("node", ["--version"], "");
        if (code != 0 || !Version.TryParse(version.Trim().TrimStart('v'), out var installed) || installed.Major < 20)
            return "Needs Node 20 or newer on the PATH.";
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
            return null;
        var (installedCode, output) = await RunAsync("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"], "");
        return installedCode == 0 ? null : $"Needs the packages of tests/CareEvents.Tests/Checks from npm, which cannot be installed here: {output.Split('\n')[0]}";
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
        }
        catch (Win32Exception)
        {
            return (127, "");
        }
    }
}
