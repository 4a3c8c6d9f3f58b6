using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo;

/// <summary>The form of the numbers that billing gives, and the manifest tells.</summary>
internal sealed partial record Numbers(int MaxLength, Regex Pattern, string Description)
{
    /// <summary>DeclaratieNummer and Identificatie (RS017, CS319): one number serves as both.</summary>
    public static readonly Numbers ClaimNumber = new(12, LettersAndDigits(), "at most 12 letters and digits");

    /// <summary>ReferentieNummer (RS019).</summary>
    public static readonly Numbers LineReference = new(20, LettersDigitsAndHyphens(), "at most 20 letters, digits and hyphens");

    /// <summary>IdentificatieRetour (RS017).</summary>
    public static readonly Numbers ReturnReference = new(12, LettersAndDigits(), "at most 12 letters and digits");

    /// <summary>Identificatie of a notice or a request (RS017).</summary>
    public static readonly Numbers MessageReference = new(12, LettersAndDigits(), "at most 12 letters and digits");

    public NumberForm Form => new(MaxLength, Pattern.ToString());

    public bool Fits(string number) => number.Length <= MaxLength && Pattern.Match(number).Length == number.Length && number.Length > 0;

    public bool Refuses(string returnReference, out List<Fault> fault)
    {
        fault = [new("return-reference-invalid", $"The reference should be {Description}.", Place: "returnReference")];
        return !Fits(returnReference);
    }

    [GeneratedRegex("^[A-Za-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex LettersAndDigits();

    [GeneratedRegex("^[A-Za-z0-9-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex LettersDigitsAndHyphens();
}
