namespace Buurtzorg.BillingAdapters.NlWmo;

/// <summary>The Dutch citizen service number.</summary>
internal static class Bsn
{
    public const string Scheme = "bsn";

    /// <summary>The eleven-test (CS002): the digits times 9, 8, 7, 6, 5, 4, 3, 2 and -1 add up to a multiple of eleven.</summary>
    public static bool PassesElevenTest(string value)
    {
        if (value.Length != 9 || value.AsSpan().ContainsAnyExceptInRange('0', '9') || value == "000000000") return false;
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += (9 - i) * (value[i] - '0');
        return (sum - (value[8] - '0')) % 11 == 0;
    }
}
