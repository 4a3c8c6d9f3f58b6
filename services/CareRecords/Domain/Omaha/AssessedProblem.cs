using System.ComponentModel.DataAnnotations;

namespace Buurtzorg.CareRecords.Domain.Omaha;

/// <summary>When in the care an assessment is made.</summary>
public enum AssessmentPhase
{
    /// <summary>The first one; there is exactly one.</summary>
    Admission,

    /// <summary>Any one between.</summary>
    Interim,

    /// <summary>The last one; nothing is assessed after it.</summary>
    Discharge,
}

/// <summary>Whose problem it is.</summary>
public enum ProblemScope
{
    /// <summary>The client's own.</summary>
    Individual,

    /// <summary>The household's.</summary>
    Family,

    /// <summary>The neighbourhood's.</summary>
    Community,
}

/// <summary>How far a problem has come.</summary>
public enum ProblemStatus
{
    /// <summary>No problem; the client wants to stay well. Neither signs nor risk factors.</summary>
    HealthPromotion,

    /// <summary>Not there yet: risk factors, no signs.</summary>
    Potential,

    /// <summary>Seen in signs and symptoms; no risk factors.</summary>
    Actual,
}

/// <summary>The Problem Rating Scale for Outcomes: three ratings of 1 to 5 that are never averaged; higher is better.</summary>
public sealed record Ratings([Range(1, 5)] int Knowledge, [Range(1, 5)] int Behavior, [Range(1, 5)] int Status);

/// <summary>One problem of the Omaha System as it was found.</summary>
/// <param name="Problem">Slug of the problem.</param>
/// <param name="Scope">Exactly one.</param>
/// <param name="Status">Exactly one.</param>
/// <param name="Ratings">All three.</param>
/// <param name="Signs">Slugs of signs and symptoms of this problem; at least one for an actual problem, otherwise none.</param>
/// <param name="RiskFactors">In the nurse's words; for a potential problem only.</param>
public sealed record AssessedProblem(
    [StringLength(80)] string Problem,
    ProblemScope Scope,
    ProblemStatus Status,
    Ratings Ratings,
    [MaxLength(50)] IReadOnlyList<string>? Signs = null,
    [MaxLength(20)] IReadOnlyList<string>? RiskFactors = null);
