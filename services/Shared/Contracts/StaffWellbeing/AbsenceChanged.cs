namespace Buurtzorg.Contracts.StaffWellbeing;

/// <summary>Somebody is away, comes back earlier or later than expected, or is back. It says all there is to say; why is stored nowhere.</summary>
/// <param name="AbsenceId">The absence; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the absence.</param>
/// <param name="PersonId">The person, as in the tokens of the issuer.</param>
/// <param name="FirstDay">The first day away, in the time zone of the install.</param>
/// <param name="ExpectedReturn">The first day on which the person expects to work again, in part or in full; after <paramref name="FirstDay"/>.</param>
/// <param name="ReturnedOn">The first day on which the person worked again, in part or in full; null while they are away. Not before <paramref name="FirstDay"/>.</param>
public sealed record AbsenceChanged(Guid AbsenceId, long Version, Guid PersonId, DateOnly FirstDay, DateOnly ExpectedReturn, DateOnly? ReturnedOn);
