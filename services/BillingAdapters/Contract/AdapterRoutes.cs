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
}
