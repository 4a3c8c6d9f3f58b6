using System.ComponentModel.DataAnnotations;

namespace Buurtzorg.CareRecords.Domain.Clients;

/// <summary>A Dutch citizen service number: nine digits that pass the eleven-test.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class BsnAttribute() : ValidationAttribute("A BSN has nine digits and passes the eleven-test.")
{
    public override bool IsValid(object? value) => value is null || (value is string bsn && Passes(bsn));

    internal static bool Passes(string bsn)
    {
        if (bsn.Length != 9 || bsn.Any(letter => !char.IsAsciiDigit(letter)) || bsn.All(letter => letter == '0')) return false;
        var sum = -(bsn[8] - '0');
        for (var i = 0; i < 8; i++) sum += (9 - i) * (bsn[i] - '0');
        return sum % 11 == 0;
    }
}
