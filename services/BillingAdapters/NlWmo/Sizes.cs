namespace Buurtzorg.BillingAdapters.NlWmo;

/// <summary>Sizes in bytes.</summary>
internal static class Sizes
{
    /// <summary>Largest file of the standard.</summary>
    public const int MessageBytes = 25 * 1024 * 1024;

    /// <summary>A message in base64, and room for the claim beside it.</summary>
    public const int RequestBytes = 48 * 1024 * 1024;
}
