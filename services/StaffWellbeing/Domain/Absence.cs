namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>Somebody does not work. It keeps days and shares, who it is, and whether it counts in the sickness rate: no why, and no text.</summary>
internal sealed class Absence
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Included.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The first day on which the person works again, unless something else is told.</summary>
    public required DateOnly ExpectedReturn { get; set; }

    /// <summary>How much of the contract is worked, and from when: empty while the person is away, or came back as expected.</summary>
    public List<ReturnStep> Steps { get; set; } = [];

    /// <summary>Reported sick, which an employer has to know for continued pay and for the rate; null until the person says so. Leave of any kind is false.</summary>
    public bool? SickLeave { get; set; }

    public bool Withdrawn { get; set; }
    public required long Version { get; set; }

    public DateOnly? ReturnedOn => Withdrawn ? FirstDay : Steps.Count == 0 ? null : Steps[0].From;

    /// <summary>The first day that is worked again, in part or in full. A column, for the constraint that no person is away twice at once.</summary>
    public DateOnly BackOn { get => ReturnedOn ?? ExpectedReturn; private set { } }

    /// <summary>The first day that is worked in full again; null during a gradual return. A column, for the lists and for when it is forgotten.</summary>
    public DateOnly? OverOn { get => Withdrawn || Steps.Count == 0 ? BackOn : Steps[^1].Percent == 100 ? Steps[^1].From : null; private set { } }

    public bool OverlapsInFull(Absence other) => FirstDay < other.BackOn && other.FirstDay < BackOn;

    /// <summary>Which part of the contract is not worked on a day, 0 to 1.</summary>
    public decimal LostOn(DateOnly day)
    {
        if (Withdrawn || day < FirstDay)
            return 0;
        if (Steps.Count == 0)
            return day < ExpectedReturn ? 1 : 0;
        return 1 - (Steps.LastOrDefault(step => step.From <= day)?.Percent ?? 0) / 100m;
    }
}

/// <summary>From a day on, so much of the contract is worked.</summary>
/// <param name="From">The day.</param>
/// <param name="Percent">Of the contract, 1 to 100; 100 is the end of the absence.</param>
public sealed record ReturnStep(DateOnly From, [property: System.ComponentModel.DataAnnotations.Range(1, 100)] int Percent);
