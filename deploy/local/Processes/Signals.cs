using System.Runtime.InteropServices;

namespace Buurtzorg.Local.Processes;

internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static class Signals
{
    public static bool IsAlive(int pid) => Kill(pid, 0) == 0;

    public static void Send(int pid, Signal signal) => _ = Kill(pid, (int)signal);

    public static void SendToGroup(int pid, Signal signal) => _ = Kill(-pid, (int)signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
