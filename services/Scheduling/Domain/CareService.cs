namespace Buurtzorg.Scheduling.Domain;

/// <summary>The kind of care a visit gives. The first two are district nursing; guidance is social support.</summary>
public enum CareService
{
    /// <summary>Help with washing, dressing and the like.</summary>
    PersonalCare,

    /// <summary>Nursing care at home.</summary>
    Nursing,

    /// <summary>Guidance at home.</summary>
    Guidance,

    /// <summary>Guidance at home that needs a specialist.</summary>
    GuidanceSpecialised,
}
