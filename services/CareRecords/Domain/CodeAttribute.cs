using System.ComponentModel.DataAnnotations;

namespace Buurtzorg.CareRecords.Domain;

/// <summary>A code in kebab-case, 1 to 40 characters: never a text, in which a name could stand.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class CodeAttribute() : ValidationAttribute("A code is written in kebab-case, 1 to 40 characters: visits, care-plan.")
{
    public override bool IsValid(object? value) => value is null || (value is string { Length: > 0 and <= 40 } code
        && char.IsAsciiLetterLower(code[0]) && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'));
}
