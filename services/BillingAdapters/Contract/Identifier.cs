namespace Buurtzorg.BillingAdapters.Contract;

/// <summary>An identifier and the scheme that gives it its meaning, such as <c>bsn</c> or <c>nl-wmo</c>.</summary>
public sealed record Identifier(string Scheme, string Value);

/// <summary>A scheme of identifiers.</summary>
/// <param name="Scheme">Its name in an <see cref="Identifier"/>.</param>
/// <param name="Pattern">Regular expression (ECMA 262) that every value matches.</param>
/// <param name="Description">For people.</param>
public sealed record IdentifierScheme(string Scheme, string Pattern, string Description);
