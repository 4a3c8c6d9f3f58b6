namespace Buurtzorg.Scheduling.Domain;

/// <summary>What a member of a team has learned. It limits acts, such as indicating care, and gives no rank.</summary>
public enum Qualification
{
    /// <summary>A nurse with a bachelor's degree, who may indicate district nursing.</summary>
    DistrictNurse,

    /// <summary>A nurse.</summary>
    Nurse,

    /// <summary>A nursing assistant.</summary>
    NursingAssistant,
}
