namespace Buurtzorg.Scheduling.Domain;

/// <summary>When somebody does not work, as staff-wellbeing tells it. Why is not known here.</summary>
internal sealed class Absence
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly FirstDay { get; set; }

    /// <summary>Excluded: the day of the return, or of the expected one. One that was taken back ends where it begins.</summary>
    public required DateOnly BackOn { get; set; }

    public required long Version { get; set; }

    public bool Holds(DateOnly day) => FirstDay <= day && day < BackOn;
}
