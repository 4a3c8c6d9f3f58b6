namespace Buurtzorg.BillingAdapters.Hosting;

/// <summary>Sizes in bytes that the contract asks of every adapter.</summary>
public static class Sizes
{
    /// <summary>Largest message that is read.</summary>
    public const int MessageBytes = 25 * 1024 * 1024;

    /// <summary>A message in base64, and room for the claim beside it.</summary>
    public const int RequestBytes = 48 * 1024 * 1024;
}
