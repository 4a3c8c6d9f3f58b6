using Buurtzorg.Local.Bench;
using Buurtzorg.Local.Demo;

namespace Buurtzorg.Local.Commands;

internal static class CommandTable
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new("up", "starts everything that does not run yet, with a demo neighbourhood", UpCommand.RunAsync),
        new("demo [--gateway <url> --municipality <url>] [--resume]", "plays a client's month, from admission to an answered claim", DemoCommand.RunAsync),
        new("adapter <payer> <adapter>", "gives a payer of the demo another adapter", AdapterCommand.RunAsync),
        new("status", "what runs, where, and the memory it takes", StatusCommand.RunAsync),
        new("logs [service] [--follow]", "what the programs said last", LogsCommand.RunAsync),
        new("token <persona> [--person <id>]", "a bearer token to try the API with", TokenCommand.RunAsync),
        new("errors [service]", "messages that a reaction gave up on", ServiceCommands.ErrorsAsync),
        new("errors replay [service] [queue]", "gives them to their reactions again", ServiceCommands.ErrorsAsync),
        new("replay --from <instant> [service]", "publishes the outboxes again from a moment on", ServiceCommands.ReplayAsync),
        new("reconcile [--wait <seconds>]", "compares what services published with what others made of it", ReconcileCommand.RunAsync),
        new("check-install <folder>", "names every mistake of an install, before anything starts", CheckInstallCommand.RunAsync),
        new("secrets <folder> [--release <name>]", "prints new secrets of an install, as manifests for kubectl create", SecretsCommand.RunAsync),
        new("down", "stops everything", DownCommand.RunAsync),
        new("reset [--yes]", "stops everything and forgets all data", ResetCommand.RunAsync),
        new("test [--long] [filter]", "runs every test", TestCommand.RunAsync),
        new("bench [up|visits|delivery|relay|month|social-map]", "measures the platform, on installations of its own", BenchCommand.RunAsync),
        new("servers [stop]", "only PostgreSQL and RabbitMQ, for tests run by hand", ServersCommand.RunAsync),
        new("help", "this list", HelpAsync),
    ];

    public static Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments is [] or ["-h" or "--help", ..]) arguments = ["help"];
        var command = All.FirstOrDefault(command => command.Name == arguments[0])
            ?? throw new LauncherException($"There is no command '{arguments[0]}'; ./dev help lists them.");
        return command.RunAsync(arguments[1..], ct);
    }

    private static Task<int> HelpAsync(string[] arguments, CancellationToken ct)
    {
        foreach (var command in All) Console.WriteLine($"  ./dev {command.Usage,-34} {command.Summary}");
        return Task.FromResult(0);
    }
}
