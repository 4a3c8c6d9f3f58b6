using Buurtzorg.Local.Reconciliation;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Buurtzorg.Local.Commands;

internal static class ReconcileCommand
{
    private const int Shown = 50;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        var elsewhere = arguments is ["--servers", _, _, _, ..] ? arguments[1..4] : null;
        if (elsewhere is not null) arguments = arguments[4..];
        var limit = arguments switch
        {
            [] => TimeSpan.Zero,
            ["--wait"] => TimeSpan.FromSeconds(60),
            ["--wait", var text] when int.TryParse(text, out var seconds) && seconds >= 0 => TimeSpan.FromSeconds(seconds),
            _ => throw new LauncherException("Usage: ./dev reconcile [--servers <connection string> <amqp://...> <http://... of the management>] [--wait <seconds>]"),
        };
        await using var reconciler = elsewhere is [var postgres, var broker, var management] ? Reconciler.Of(postgres, new Uri(broker), new Uri(management)) : new Reconciler(Here.Wiring);
        try
        {
            return Report(await reconciler.WaitForAgreementAsync(limit, ct));
        }
        catch (Exception e) when (e is NpgsqlException or HttpRequestException or BrokerUnreachableException)
        {
            throw new LauncherException($"The servers do not answer as expected ({e.Message}); ./dev status shows what runs.");
        }
    }

    private static int Report(IReadOnlyList<string> differences)
    {
        foreach (var difference in differences.Take(Shown)) Console.WriteLine(difference);
        if (differences.Count > Shown) Console.WriteLine($"... and {differences.Count - Shown} more.");
        Screen.Say(differences.Count == 0
            ? "Everything that was published arrived, once: the services agree, outboxes and queues are empty."
            : $"{differences.Count} differences.");
        return differences.Count == 0 ? 0 : 1;
    }
}
