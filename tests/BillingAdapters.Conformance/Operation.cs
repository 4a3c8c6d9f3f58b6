using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>An operation that is posted to, and when an adapter has it.</summary>
/// <param name="Capability">Its name in the manifest, or several with <c>|</c> between; null: every adapter has the operation.</param>
/// <param name="Since">The minor version of the contract.</param>
internal sealed record Operation(string Route, string Request, string Response, string? Capability = null, int Since = 0)
{
    public static readonly Operation Identify = new(AdapterRoutes.IdentifyMessage, nameof(MessageToIdentify), nameof(MessageIdentity));
    public static readonly Operation Assignments = new(AdapterRoutes.ReadAssignments, nameof(AssignmentsToRead), nameof(AssignmentsRead), "assignments");
    public static readonly Operation Claims = new(AdapterRoutes.RenderClaim, nameof(ClaimToRender), nameof(ClaimRendered));
    public static readonly Operation Answers = new(AdapterRoutes.ReadAnswer, nameof(AnswerToRead), nameof(AnswerRead));
    public static readonly Operation Notices = new(AdapterRoutes.RenderNotice, nameof(NoticeToRender), nameof(DocumentsRendered), "notices", 1);
    public static readonly Operation Requests = new(AdapterRoutes.RenderRequest, nameof(RequestToRender), nameof(DocumentsRendered), "requests", 1);
    public static readonly Operation Returns = new(AdapterRoutes.ReadReturn, nameof(ReturnToRead), nameof(ReturnRead), "notices|requests", 1);
    public static readonly Operation RequestAnswers = new(AdapterRoutes.ReadRequestAnswer, nameof(RequestAnswerToRead), nameof(RequestAnswerRead), "requests", 1);
    public static readonly Operation Send = new(AdapterRoutes.Messages, nameof(OutgoingMessage), nameof(MessageTaken), "transport", 1);

    public static readonly IReadOnlyList<Operation> All = [Identify, Assignments, Claims, Answers, Notices, Requests, Returns, RequestAnswers, Send];

    public bool ReadsAMessage => this == Identify || this == Assignments || this == Answers || this == Returns || this == RequestAnswers;
}
