namespace Buurtzorg.Local.Demo;

/// <summary>Numbers of the official test range that pass the eleven-test; they belong to nobody.</summary>
internal static class TestBsn
{
    private static readonly int[] All = [.. Enumerable.Range(999_900_006, 999_999_990 - 999_900_006 + 1).Where(Passes)];

    public static string Number(int index) => All[index].ToString();

    internal static bool Passes(int bsn)
    {
        var sum = -(bsn % 10);
        for (int weight = 2, rest = bsn / 10; weight <= 9; weight++, rest /= 10) sum += weight * (rest % 10);
        return sum % 11 == 0;
    }
}
