using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>How payers behave and what they hold. Outside the contract: for demos and tests.</summary>
/// <param name="Payers">Each payer that was ever handed or told anything.</param>
public sealed record SimulationState(IReadOnlyList<SimulatedPayer> Payers);

/// <param name="Payer">Value of its identifier.</param>
/// <param name="Taken">How many messages it was handed.</param>
/// <param name="Waiting">How many of its documents can be seen and are not acknowledged.</param>
/// <param name="Hidden">How many of its documents are late or held back.</param>
/// <param name="Acknowledged">What the provider said of its documents, by their reference: accepted or rejected.</param>
/// <param name="Behaviour">Null: as usual.</param>
public sealed record SimulatedPayer(string Payer, int Taken, int Waiting, int Hidden, IReadOnlyDictionary<string, string> Acknowledged, Simulation? Behaviour = null);

internal static class Simulate
{
    public const string Route = "simulation";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Route, Order);
        routes.MapGet(Route, (Mailbox mailbox, CancellationToken ct) => mailbox.LookAsync(files => new SimulationState([.. files.Select(Show)]), ct));
    }

    // Replaces what was ordered before; without anything but the payer it is a return to the usual.
    private static async Task<Results<Ok<SimulatedPayer>, ProblemHttpResult>> Order(Simulation simulation, Mailbox mailbox, World world, CancellationToken ct)
    {
        var result = simulation.Check(world);
        if (result.Refused(out _)) return new OrFaults<SimulatedPayer>(null, result.Faults).ToHttp("simulation-refused");
        return TypedResults.Ok(await mailbox.ChangeAsync(simulation.Payer, file =>
        {
            Release(file, mailbox);
            file.Simulation = simulation == Simulation.Usual(simulation.Payer) ? null : simulation;
            return Show(file);
        }, ct));
    }

    /// <summary>Sends what was held back, the last first.</summary>
    public static void Release(PayerFile file, Mailbox mailbox)
    {
        foreach (var post in file.Posts.Where(post => post.Held).Reverse())
        {
            if (post.PollsToWait > 0) post.Held = false;
            else mailbox.Deliver(file, post);
        }
    }

    private static SimulatedPayer Show(PayerFile file) => new(
        file.Payer, file.Taken.Count, file.Posts.Count(post => post.Id is not null), file.Posts.Count(post => post.Id is null), file.Acknowledged, file.Simulation);
}
