using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;

// A payer who assigns nothing, is sent one number a line, and answers "village C12 99990001 paid" or "... refused".
NumberForm Form(int length) => new(length, $"^[A-Z0-9]{{1,{length}}}$");
var manifest = new Manifest(
    "minimal", "0.1.0", "1.1.0",
    PayerSchemes: [new("example-village", "^[a-z]{1,20}$", "Name of the village")],
    SenderSchemes: [new("nl-agb", "^[0-9]{8}$", "AGB code of the provider")],
    ClientSchemes: [], // no client leaves
    new Capabilities(Assignments: false, Notices: false, Corrections: false, AsynchronousAnswers: true, Transport: false),
    new Deadlines(ReturnMessage: 0, ClaimAnswer: 30), ["EUR"], [Unit.Minute, Unit.Visit],
    new Numbering(Form(12), Form(20), Form(12)), new Limits(Sizes.MessageBytes, Sizes.RequestBytes, Sizes.MessageBytes));

OrFaults<MessageIdentity> Identify(byte[] content) => Encoding.UTF8.GetString(content).Split(' ') is [var village, var claim, var provider, "paid" or "refused"]
    ? new MessageIdentity(MessageKind.Answer, "answer", claim, new("example-village", village), new("nl-agb", provider), ClaimNumber: claim)
    : new List<Fault> { new("not-an-answer", "The message should be four words: who, which claim, to whom, and paid or refused.") };

OrFaults<ClaimRendered> Render(ClaimToRender claim) => claim.Total != claim.Lines.Sum(line => line.Amount) // here belong the rules of your payer, all of them
    ? new List<Fault> { new("total-differs", "The total is not the sum of the lines.", Place: "total") }
    : new ClaimRendered(
        [Document.Of($"claim-{claim.Number}.txt", "text/plain", Encoding.UTF8.GetBytes(string.Join('\n', claim.Lines.Select(line => $"{line.Reference} {line.Amount}"))))],
        [.. claim.Lines.Select(line => new RenderedLine(line.LineId, line.Reference))]);

OrFaults<AnswerRead> Read(AnswerToRead answer)
{
    var identified = Identify(answer.Content);
    if (identified.Refused(out var message)) return new(null, identified.Faults);
    var paid = answer.Content.AsSpan().EndsWith(" paid"u8);
    List<Fault> faults = message.ClaimNumber == answer.Claim.Number && message.Payer == answer.Claim.Payer && message.Recipient == answer.Claim.Sender
        ? [] : [new("answers-another-claim", "The answer is about another claim.")];
    AnswerCode[] why = paid || faults.Count > 0 ? [] : [new("refused", "The village refuses the claim.", "Ask the village why.", MayClaimAgain: true)];
    var outcome = faults.Count > 0 ? LineOutcome.Unchanged : paid ? LineOutcome.Granted : LineOutcome.Rejected;
    return new AnswerRead(
        message, faults.Count > 0 ? ClaimOutcome.Undecided : paid ? ClaimOutcome.Granted : ClaimOutcome.Rejected, outcome == LineOutcome.Granted ? answer.Claim.Total : 0, why,
        [.. answer.Claim.Lines.Select(line => new AnsweredLine(line.LineId, outcome, outcome == LineOutcome.Granted ? line.Amount : 0, why))], faults);
}

return await AdapterService.Create("billing-adapter-minimal", args).RunAsync(routes =>
{
    var contract = AdapterService.Contract(routes);
    contract.MapGet(AdapterRoutes.Manifest, () => TypedResults.Ok(manifest));
    contract.MapPost(AdapterRoutes.IdentifyMessage, (MessageToIdentify request) => Identify(request.Content).ToHttp("message-refused"));
    contract.MapPost(AdapterRoutes.RenderClaim, (ClaimToRender request) => Render(request).ToHttp("claim-refused"));
    contract.MapPost(AdapterRoutes.ReadAnswer, (AnswerToRead request) => Read(request).ToHttp("message-refused"));
});
