using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Hands a message to the payer, which is played here: it judges at once, and what it answers lies in the mailbox.</summary>
internal static class SendMessage
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.Messages, Handle).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<MessageTaken>, ProblemHttpResult>> Handle(
        [FromHeader(Name = "Idempotency-Key"), Required] string key, OutgoingMessage message, Mailbox mailbox, World world, HttpResponse response, CancellationToken ct)
    {
        var reading = Check(key, message, world);
        if (reading.Refused(out var sheet)) return Answer(message, reading.Faults);

        var (taken, simulation) = await mailbox.VisitAsync(files => Begin(files, message), file => file.Payer == message.Payer.Value, ct);
        if (taken is not null) return Answer(message, taken);
        if (simulation.Crash == Moment.BeforeStoring) Process.GetCurrentProcess().Kill();
        if (simulation.Unavailable) return TryAgain(response);
        if (simulation.Hangs(Moment.BeforeStoring)) await HangAsync(simulation, ct);

        await mailbox.ChangeAsync(message.Payer.Value, file => Take(file, message, sheet, mailbox, world, simulation), ct);
        if (simulation.Crash == Moment.AfterStoring) Process.GetCurrentProcess().Kill();
        if (simulation.Hangs(Moment.AfterStoring)) await HangAsync(simulation, ct);
        return Answer(message, []);
    }

    private static OrFaults<Sheet> Check(string key, OutgoingMessage message, World world)
    {
        var faults = new List<Fault>();
        if (key != message.Id) faults.Add(new("id-differs", "The Idempotency-Key is the id of the message.", Place: "id"));
        if (message.Id.Length is 0 or > 64) faults.Add(new("id-invalid", "An id has 1 to 64 characters.", Place: "id"));
        if (!world.IsPayer(message.Payer)) faults.Add(new("payer-invalid", "The payer should be an identifier of the manifest's payer scheme.", Place: "payer"));
        if (Document.Of("", "", message.Document.Content).Sha256 != message.Document.Sha256) faults.Add(new("sha256-differs", "The content has another hash.", Place: "document.sha256"));
        var shapes = world.Shapes;
        var reading = SheetReader.Read(message.Document.Content, shapes.All, shapes.TimeSheet, shapes.ServiceNotice, shapes.ServiceRequest, shapes.Acknowledgement);
        faults.AddRange(reading.Faults);
        if (reading.Value is { } sheet && sheet.Header["council"] != message.Payer.Value)
            faults.Add(new("document-for-another-payer", "The document is addressed to another council.", Place: sheet.Header.Place("council")));
        return faults.Count > 0 ? faults : reading;
    }

    private static (List<Fault>? Taken, Simulation Simulation) Begin(IReadOnlyList<PayerFile> files, OutgoingMessage message)
    {
        var usual = Simulation.Usual(message.Payer.Value);
        foreach (var file in files)
            if (file.Taken.TryGetValue(message.Id, out var hash))
                return (hash == message.Document.Sha256 && file.Payer == message.Payer.Value
                    ? []
                    : [new("id-used-before", "Another message was sent with this id.", Place: "id")], usual);
        if (files.FirstOrDefault(file => file.Payer == message.Payer.Value) is not { Simulation: { } simulation } of) return (null, usual);
        if (simulation.Messages is { } left) of.Simulation = left > 1 ? simulation with { Messages = left - 1 } : null;
        return (null, simulation);
    }

    private static bool Take(PayerFile file, OutgoingMessage message, Sheet sheet, Mailbox mailbox, World world, Simulation simulation)
    {
        if (!file.Taken.TryAdd(message.Id, message.Document.Sha256)) return false; // sent again while this call hung
        var answers = Council.Take(sheet, file, world, simulation);
        foreach (var answer in simulation.AnswerTwice ? answers.Concat(answers) : answers)
        {
            var post = new Post(answer.Name, Encoding.UTF8.GetString(answer.Content)) { Held = simulation.OutOfOrder, PollsToWait = simulation.AnswerAfterPolls ?? 0 };
            file.Posts.Add(post);
            if (post is { Held: false, PollsToWait: 0 }) mailbox.Deliver(file, post);
        }
        if (file.Simulation is not { OutOfOrder: true }) Simulate.Release(file, mailbox);
        return true;
    }

    private static Task HangAsync(Simulation simulation, CancellationToken ct) => Task.Delay(TimeSpan.FromSeconds(simulation.HangSeconds!.Value), ct);

    private static Results<Ok<MessageTaken>, ProblemHttpResult> Answer(OutgoingMessage message, IReadOnlyList<Fault> faults)
    {
        var answer = faults.Count > 0 ? new OrFaults<MessageTaken>(null, faults) : new MessageTaken(message.Id);
        return answer.ToHttp("message-refused");
    }

    private static ProblemHttpResult TryAgain(HttpResponse response)
    {
        response.Headers.RetryAfter = "1";
        return TypedResults.Problem("The council does not answer now; send the same message again, with the same Idempotency-Key.",
            statusCode: StatusCodes.Status503ServiceUnavailable, type: "urn:buurtzorg:problem:try-again");
    }
}
