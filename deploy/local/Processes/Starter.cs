using System.Collections.Concurrent;
using System.Diagnostics;

namespace Buurtzorg.Local.Processes;

/// <summary>
/// Starts every process from one thread that lives as long as this program. Children ask the kernel to be killed
/// when their parent dies (PR_SET_PDEATHSIG), and for the kernel the parent is the thread that started them.
/// </summary>
internal static class Starter
{
    private static readonly BlockingCollection<Action> Work = [];

    static Starter() => new Thread(() =>
    {
        foreach (var start in Work.GetConsumingEnumerable()) start();
    })
    { IsBackground = true, Name = "process starter" }.Start();

    public static Process Start(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>();
        Work.Add(() =>
        {
            try { started.SetResult(Process.Start(info)!); }
            catch (Exception e) { started.SetException(e); }
        });
        return started.Task.GetAwaiter().GetResult();
    }
}
