using System.Runtime.InteropServices;
using Buurtzorg.Local;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Supervision;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    Screen.Prepare();
    return args is ["supervise", var checkout, var folder]
        ? await Supervisor.RunAsync(checkout, folder)
        : await CommandTable.RunAsync(args, stopping.Token);
}
catch (Exception e) when (e is LauncherException or StoryException)
{
    Screen.Error(e.Message);
    return 1;
}
catch (UnauthorizedAccessException e)
{
    Screen.Error($"No permission: {e.Message}");
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    Screen.Error("Interrupted; what this command had started is stopped.");
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}
