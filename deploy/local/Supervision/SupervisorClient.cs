using System.Diagnostics;
using System.Text.Json;
using Buurtzorg.Local.Processes;

namespace Buurtzorg.Local.Supervision;

internal sealed class SupervisorClient(string checkout, string folder)
{
    /// <summary>Asks for something and passes its progress on; cancelling hangs up, which undoes a first start.</summary>
    public async Task AskAsync(string request, Action<string> say, CancellationToken ct)
    {
        for (var tries = 0; !await IsDoneAsync(request, say, ct); tries++)
        {
            if (tries == 3) throw new LauncherException($"The supervisor ended; see {Log}.");
            while (await IsRunningAsync(ct)) await Task.Delay(50, ct);
        }
    }

    /// <summary>False when the one that was asked is ending; the next one begins anew.</summary>
    private async Task<bool> IsDoneAsync(string request, Action<string> say, CancellationToken ct)
    {
        await using var stream = await ConnectOrStartAsync(ct);
        using var reader = new StreamReader(stream);
        try
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(request + "\n"), ct);
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                if (line == Control.Done) return true;
                if (line == Control.Ending) return false;
                if (line.StartsWith(Control.Failed, StringComparison.Ordinal))
                    throw new LauncherException(line[Control.Failed.Length..].Replace(" | ", "\n"));
                say(line);
            }
        }
        catch (IOException) { }
        return false;
    }

    public async Task<bool> IsRunningAsync(CancellationToken ct)
    {
        await using var stream = await Control.ConnectAsync(checkout, ct);
        return stream is not null;
    }

    /// <summary>Empty when nothing runs.</summary>
    public async Task<Status[]> StatusAsync(CancellationToken ct)
    {
        await using var stream = await Control.ConnectAsync(checkout, ct);
        if (stream is null) return [];
        await stream.WriteAsync("status\n"u8.ToArray(), ct);
        using var reader = new StreamReader(stream);
        return JsonSerializer.Deserialize<Status[]>(await reader.ReadLineAsync(ct) ?? "[]")!;
    }

    public async Task StopAsync(Action<string> say, CancellationToken ct)
    {
        if (!await IsRunningAsync(ct)) return;
        await IsDoneAsync("stop", say, ct);
        while (await IsRunningAsync(ct)) await Task.Delay(50, ct);
    }

    private string Log => new Logs(Path.Combine(folder, "logs")).PathOf("supervisor");

    private async Task<Stream> ConnectOrStartAsync(CancellationToken ct)
    {
        if (await Control.ConnectAsync(checkout, ct) is { } running) return running;
        var supervisor = Start();
        try
        {
            for (var tries = 0; tries < 600; tries++)
            {
                if (await Control.ConnectAsync(checkout, ct) is { } stream) return stream;
                await Task.Delay(50, ct);
                if (!supervisor.HasExited) continue;
                supervisor.Dispose();
                supervisor = Start(); // the one before it had not quite ended
            }
        }
        catch (OperationCanceledException)
        {
            supervisor.Kill();
            throw;
        }
        finally
        {
            supervisor.Dispose();
        }
        throw new LauncherException($"The supervisor does not start; see {Log}.");
    }

    /// <summary>In a session of its own, so that Ctrl-C and the end of the terminal do not reach it.</summary>
    private Process Start()
    {
        var logs = new Logs(Path.Combine(folder, "logs"));
        string[] command = [Dotnet.Path, typeof(SupervisorClient).Assembly.Location, "supervise", checkout, folder];
        var info = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec setsid \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", logs.Open("supervisor"), .. command])
        {
            WorkingDirectory = checkout,
        };
        foreach (var (key, value) in Dotnet.Lean) info.Environment[key] = value;
        return Process.Start(info)!;
    }
}
