namespace Buurtzorg.Scheduling.Domain;

/// <summary>How far a visit has come.</summary>
public enum VisitState
{
    /// <summary>It stands in the roster.</summary>
    Planned,

    /// <summary>It took place and was recorded.</summary>
    Completed,

    /// <summary>It will not take place.</summary>
    Cancelled,
}
