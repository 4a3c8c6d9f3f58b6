using System.Diagnostics;

namespace Buurtzorg.Local.Processes;

/// <summary>One process to run: what, with which environment, as whom, and when it counts as ready.</summary>
internal sealed record ProcessSpec(string Name, string Command, params string[] Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>The unprivileged user to become; only root can set it.</summary>
    public string? User { get; init; }

    public Signal StopWith { get; init; } = Signal.Terminate;
    public Func<CancellationToken, Task<bool>> IsReady { get; init; } = _ => Task.FromResult(true);
    public Action BeforeStart { get; init; } = () => { };

    /// <summary>Where it answers, for the table of addresses.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// The shell only opens the log, before the user changes; setsid gives the process a group of its own;
    /// each step replaces the one before it, so the process id stays that of the command. It is bash, because dash drops
    /// variables with a hyphen in their name, such as Services__care-records.
    /// </summary>
    public ProcessStartInfo ToStartInfo(string log)
    {
        string[] user = User is null ? [] : ["--reuid", User, "--regid", User, "--init-groups"];
        string[] arguments =
        [
            "-c", "log=$1; shift; exec setsid \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log,
            "setpriv", "--pdeathsig", "KILL", .. user, "--", Command, .. Arguments,
        ];
        var info = new ProcessStartInfo("/bin/bash", arguments) { WorkingDirectory = WorkingDirectory };
        foreach (var (key, value) in Environment) info.Environment[key] = value;
        return info;
    }
}
