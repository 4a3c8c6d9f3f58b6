namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>Where the operations of an adapter are, below its base address.</summary>
public static class AdapterRoutes
{
    /// <summary>GET: <see cref="Manifest"/>.</summary>
    public const string Manifest = "v1/manifest";

    /// <summary>POST <see cref="MessageToIdentify"/>: <see cref="MessageIdentity"/>.</summary>
    public const string IdentifyMessage = "v1/messages/_identify";

    /// <summary>POST <see cref="AssignmentsToRead"/>: <see cref="AssignmentsRead"/>.</summary>
    public const string ReadAssignments = "v1/assignments/_read";

    /// <summary>POST <see cref="ClaimToRender"/>: <see cref="ClaimRendered"/>.</summary>
    public const string RenderClaim = "v1/claims/_render";

    /// <summary>POST <see cref="AnswerToRead"/>: <see cref="AnswerRead"/>.</summary>
    public const string ReadAnswer = "v1/answers/_read";

    /// <summary>POST <see cref="NoticeToRender"/>: <see cref="DocumentsRendered"/>.</summary>
    public const string RenderNotice = "v1/notices/_render";

    /// <summary>POST <see cref="RequestToRender"/>: <see cref="DocumentsRendered"/>.</summary>
    public const string RenderRequest = "v1/requests/_render";

    /// <summary>POST <see cref="ReturnToRead"/>: <see cref="ReturnRead"/>.</summary>
    public const string ReadReturn = "v1/returns/_read";

    /// <summary>POST <see cref="RequestAnswerToRead"/>: <see cref="RequestAnswerRead"/>.</summary>
    public const string ReadRequestAnswer = "v1/request-answers/_read";

    /// <summary>POST <see cref="OutgoingMessage"/>: <see cref="MessageTaken"/>. GET: <see cref="IncomingMessages"/>.</summary>
    public const string Messages = "v1/messages";

    /// <summary>POST without a body: 204.</summary>
    public const string AcknowledgeMessage = "v1/messages/{id}/_acknowledge";
}
