using System.Diagnostics;
using System.Net;
using Buurtzorg.Testing;

namespace Buurtzorg.BillingAdapters.Conformance.Tests;

/// <summary>A known adapter as a process of its own, which the kit can kill and start again.</summary>
internal sealed class AdapterProcess : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("adapter-").FullName;
    private readonly string _script, _pid;

    private AdapterProcess(KnownAdapter adapter)
    {
        var port = Loopback.FreePort();
        (Url, _pid, _script) = ($"http://127.0.0.1:{port}", Path.Combine(_folder, "pid"), Path.Combine(_folder, "restart.sh"));
        var kept = Directory.CreateDirectory(Path.Combine(_folder, "kept")).FullName;
        string Filled(string text) => text.Replace("{url}", Url).Replace("{port}", $"{port}").Replace("{secret}", Secret).Replace("{folder}", kept);
        // A killed process that nobody has waited for yet still has its number.
        File.WriteAllText(_script, $$"""
            if [ -f {{_pid}} ]; then
              old=$(cat {{_pid}}); kill -9 $old
              while kill -0 $old 2>/dev/null && ! grep -qs '^State:.Z' /proc/$old/status; do sleep 0.1; done
            fi
            cd {{Path.Combine(Repository.Root, adapter.Folder)}}
            ({{Filled(adapter.Command)}}) >> {{_folder}}/log 2>&1 &
            echo $! > {{_pid}}

            """);
        Deliver = adapter.Deliver is null ? null : Filled(adapter.Deliver);
    }

    public string Url { get; }

    public string Restart => $"sh {_script}";

    public string? Deliver { get; }

    public static async Task<AdapterProcess> StartAsync(KnownAdapter adapter)
    {
        var process = new AdapterProcess(adapter);
        using (var start = Process.Start("/bin/sh", process._script)) await start.WaitForExitAsync();
        using var client = new HttpClient();
        try
        {
            await Eventually.TrueAsync(async () =>
            {
                try { return (await client.GetAsync($"{process.Url}/v1/manifest")).StatusCode == HttpStatusCode.Unauthorized; }
                catch (HttpRequestException) { return false; }
            }, $"{adapter.Name} to listen", TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await File.ReadAllTextAsync(Path.Combine(process._folder, "log"))}");
        }
        return process;
    }

    public ValueTask DisposeAsync()
    {
        using (var process = Process.GetProcessById(int.Parse(File.ReadAllText(_pid)))) process.Kill();
        Directory.Delete(_folder, true);
        return ValueTask.CompletedTask;
    }
}
