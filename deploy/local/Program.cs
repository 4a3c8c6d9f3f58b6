using System.Runtime.InteropServices;
using Buurtzorg.Local;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Supervision;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    Directory.CreateDirectory(Checkout.Folder);
    return await (args switch
    {
        ["servers", .. var rest] => ServersCommand.RunAsync(rest, stopping.Token),
        ["supervise"] => Supervisor.RunAsync(Checkout.Root, Checkout.Folder),
        _ => throw new LauncherException("Usage: ./dev servers"),
    });
}
catch (LauncherException e)
{
    Screen.Error(e.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Screen.Error("Interrupted; nothing was left running that did not run before.");
    return 130;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}
