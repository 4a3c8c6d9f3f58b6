namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>
/// What is assigned or claimed, in the payer's own codes. An assignment may leave out the code (any product of a category)
/// or both (a budget).
/// </summary>
public sealed record Product(string? Category = null, string? Code = null);
