namespace Buurtzorg.Contracts;

/// <summary>Who calls, as the token says it. There is no manager among them, and no kind outranks another.</summary>
public static class CallerKinds
{
    /// <summary>A team member: nurse or nursing assistant. A qualification limits acts and never gives rank.</summary>
    public const string Professional = "professional";

    /// <summary>A client, their representative, family or a neighbour: what they may do stands in the client's record, not in the token.</summary>
    public const string Citizen = "citizen";

    /// <summary>Helps teams that ask; sees aggregates, never a client.</summary>
    public const string Coach = "coach";

    /// <summary>The small office that keeps administration away from the teams.</summary>
    public const string BackOffice = "back-office";

    /// <summary>A system of another organisation that subscribes to care events.</summary>
    public const string Integrator = "integrator";

    /// <summary>Keeps the platform running: health and metrics, never care data.</summary>
    public const string Operator = "operator";

    /// <summary>A service of the platform, calling as itself.</summary>
    public const string Service = "service";
}
