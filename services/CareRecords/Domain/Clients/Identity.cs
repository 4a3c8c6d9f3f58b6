using System.ComponentModel.DataAnnotations;

namespace Buurtzorg.CareRecords.Domain.Clients;

/// <summary>The sex as the municipal register has it.</summary>
public enum Sex
{
    /// <summary>Not known, or not said.</summary>
    Unknown,

    /// <summary>Male.</summary>
    Male,

    /// <summary>Female.</summary>
    Female,
}

/// <summary>Where a client lives.</summary>
public sealed record Address(
    [Required, StringLength(80)] string Street,
    [Required, StringLength(20)] string HouseNumber,
    [Required, StringLength(10)] string Postcode,
    [Required, StringLength(80)] string City);

internal sealed record Identity(string Bsn, string Initials, string FamilyName, DateOnly DateOfBirth, Sex Sex, Address Address);
