using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>How a payer behaves towards the next messages that it is handed. What is left out is as usual; several misdeeds go together.</summary>
/// <param name="Payer">Value of the payer's identifier, such as E08000035.</param>
/// <param name="Messages">For how many messages; null: until the next order to this payer.</param>
/// <param name="Judge">How it judges.</param>
/// <param name="Reason">Which reason it gives where it rejects at will.</param>
/// <param name="EveryLine">Rejects only every so-many-th line of a time-sheet.</param>
/// <param name="Client">Rejects only lines of this client.</param>
/// <param name="AnswerAfterPolls">Its answers are seen only after so many times that messages were asked for.</param>
/// <param name="AnswerTwice">Each answer comes twice.</param>
/// <param name="OutOfOrder">It keeps its answers until the last of these messages, and then sends the last first. Needs <paramref name="Messages"/>.</param>
/// <param name="LieAboutSums">The total of an advice says one hundredth more than its lines.</param>
/// <param name="AnswerForClaim">The advice names this time-sheet instead.</param>
/// <param name="Lose">It takes the message and forgets it.</param>
/// <param name="Unavailable">503, and the message is not taken.</param>
/// <param name="HangSeconds">The call takes so long; at most 60.</param>
/// <param name="Hang">Whether that is before or after the message was taken.</param>
/// <param name="Crash">The process ends during the call.</param>
public sealed record Simulation(
    string Payer,
    int? Messages = null,
    Judging Judge = Judging.ByRules,
    string? Reason = null,
    int? EveryLine = null,
    string? Client = null,
    int? AnswerAfterPolls = null,
    bool AnswerTwice = false,
    bool OutOfOrder = false,
    bool LieAboutSums = false,
    string? AnswerForClaim = null,
    bool Lose = false,
    bool Unavailable = false,
    int? HangSeconds = null,
    Moment Hang = Moment.BeforeStoring,
    Moment? Crash = null)
{
    internal static Simulation Usual(string payer) => new(payer);

    internal OrFaults<Simulation> Check(World world)
    {
        var faults = new List<Fault>();
        void Require(bool holds, string member, string detail)
        {
            if (!holds) faults.Add(new("simulation-invalid", detail, Place: member));
        }
        Require(world.CouncilKind.Accepts(Payer), "payer", $"The payer should be {world.CouncilKind.Expected}.");
        Require(Messages is null or (>= 1 and <= 1_000_000), "messages", "At least one message, or none named.");
        Require(Reason is null || Kind.Reason.Accepts(Reason), "reason", $"A reason is {Kind.Reason.Expected}.");
        Require(EveryLine is null or >= 1, "everyLine", "Every first line at least.");
        Require(Client is null || world.ClientKind.Accepts(Client), "client", $"The client should be {world.ClientKind.Expected}.");
        Require((EveryLine ?? (object?)Client) is null || Judge == Judging.Reject, "judge", "Only who rejects chooses lines.");
        Require(AnswerAfterPolls is null or (>= 1 and <= 10_000), "answerAfterPolls", "Between 1 and 10000 times.");
        Require(!OutOfOrder || Messages >= 2, "outOfOrder", "Needs a number of messages, at least two.");
        Require(AnswerForClaim is null || Kind.Reference.Accepts(AnswerForClaim), "answerForClaim", $"The number should be {Kind.Reference.Expected}.");
        Require(HangSeconds is null or (>= 1 and <= 60), "hangSeconds", "Between 1 and 60 seconds.");
        return faults.Count > 0 ? faults : this;
    }

    internal bool Hangs(Moment moment) => HangSeconds is not null && Hang == moment;
}

/// <summary>By the published rules; everything granted; lines rejected at will; the whole refused; a request put under examination.</summary>
public enum Judging { ByRules, Grant, Reject, Refuse, Examine }

/// <summary>Before or after a message was stored; in both cases before the answer to the call.</summary>
public enum Moment { BeforeStoring, AfterStoring }
