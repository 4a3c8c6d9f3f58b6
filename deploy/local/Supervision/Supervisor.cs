using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Buurtzorg.Local.Supervision;

/// <summary>
/// The background process behind <c>./dev up</c> and <c>./dev servers</c>: parent of everything that runs, so that
/// nothing outlives it.
/// </summary>
internal sealed class Supervisor(string checkout, string folder)
{
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _oneRequestAtATime = new(1);
    private Action<string> _listener = _ => { };

    public static async Task<int> RunAsync(string checkout, string folder)
    {
        FileStream claim;
        try { claim = new FileStream(Path.Combine(folder, "supervisor.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException) { return 0; }
        await File.WriteAllTextAsync(Path.Combine(folder, "supervisor.pid"), $"{Environment.ProcessId}");
        using (claim) await new Supervisor(checkout, folder).RunAsync();
        return 0;
    }

    private async Task RunAsync()
    {
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var listener = Control.Listen(checkout);
        _end.CancelAfter(TimeSpan.FromMinutes(1)); // unless somebody asks for something
        await using var installation = new Installation(new(checkout, folder), Say);
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptAsync(_end.Token), installation);
        }
        catch (OperationCanceledException)
        {
            await _oneRequestAtATime.WaitAsync();
        }
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _end.Cancel();
    }

    private void Say(string line)
    {
        Console.WriteLine($"{DateTimeOffset.UtcNow:u} {line}");
        _listener(line);
    }

    private async Task ServeAsync(Socket socket, Installation installation)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        try
        {
            var request = await reader.ReadLineAsync(_end.Token);
            if (request is null) return;
            if (request == "status")
            {
                await writer.WriteLineAsync(JsonSerializer.Serialize(await Status.OfAsync(installation)));
                return;
            }
            using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            _ = CancelWhenHungUpAsync(reader, hungUp);
            await writer.WriteLineAsync(await AnswerAsync(request, installation, writer, hungUp.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Say("A command went away before its answer.");
        }
    }

    private async Task<string> AnswerAsync(string request, Installation installation, StreamWriter writer, CancellationToken ct)
    {
        try { await _oneRequestAtATime.WaitAsync(ct); }
        catch (OperationCanceledException) when (_end.IsCancellationRequested) { return Control.Ending; }
        if (_end.IsCancellationRequested)
        {
            _oneRequestAtATime.Release();
            return Control.Ending;
        }
        _end.CancelAfter(Timeout.InfiniteTimeSpan);
        var ranBefore = installation.Processes.Count > 0;
        _listener = line => { lock (writer) Quietly(() => writer.WriteLine(line)); };
        try
        {
            await (request switch
            {
                "up" => installation.StartAsync(ct),
                "servers" => installation.StartServersAsync(ct),
                "stop" => StopAsync(installation),
                _ when request.StartsWith("restart ", StringComparison.Ordinal) => installation.RestartAsync(request["restart ".Length..], ct),
                _ => throw new LauncherException($"The supervisor does not know '{request}'."),
            });
            return Control.Done;
        }
        catch (Exception e)
        {
            if (!ranBefore) await StopAsync(installation);
            var reason = e is LauncherException ? e.Message : e is OperationCanceledException ? "It was interrupted." : e.ToString();
            Say(reason);
            return Control.Failed + reason.ReplaceLineEndings(" | ");
        }
        finally
        {
            _listener = _ => { };
            _oneRequestAtATime.Release();
        }
    }

    private async Task StopAsync(Installation installation)
    {
        await installation.StopAsync();
        _end.Cancel();
    }

    private static async Task CancelWhenHungUpAsync(StreamReader reader, CancellationTokenSource hungUp)
    {
        try { await reader.ReadLineAsync(); }
        catch (Exception e) when (e is IOException or ObjectDisposedException) { }
        Quietly(hungUp.Cancel);
    }

    private static void Quietly(Action action)
    {
        try { action(); }
        catch (Exception e) when (e is IOException or ObjectDisposedException) { }
    }
}
