using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>When somebody does not work. There is no why.</summary>
/// <param name="Id">The absence.</param>
/// <param name="PersonId">Who is away, as in the tokens of the issuer.</param>
/// <param name="FirstDay">The first day away.</param>
/// <param name="ExpectedReturn">The first day of work again, unless something else is told.</param>
/// <param name="ReturnSteps">How much of the contract is worked, and from when; empty while the person is away or came back as expected.</param>
/// <param name="Withdrawn">It was taken back: the person was not away.</param>
/// <param name="SickLeave">Whether it counts in the sickness rate; null until the person says so, and to everybody but the person.</param>
public sealed record ShownAbsence(Guid Id, Guid PersonId, DateOnly FirstDay, DateOnly ExpectedReturn, IReadOnlyList<ReturnStep> ReturnSteps, bool Withdrawn, bool? SickLeave)
{
    internal static ShownAbsence Of(Absence absence, Caller caller) => new(
        absence.Id, absence.PersonId, absence.FirstDay, absence.ExpectedReturn, absence.Steps, absence.Withdrawn, absence.PersonId == caller.PersonId ? absence.SickLeave : null);
}
