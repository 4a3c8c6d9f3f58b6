using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Platform;

/// <summary>A rule said no: an expected answer and never an exception.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable, kebab-case; the last part of the problem's type.</param>
/// <param name="Detail">A sentence for people: what is wrong and how to mend it. No personal data.</param>
public sealed record Refusal(int Status, string Code, string Detail)
{
    /// <summary>The request does not fit the present state of things (409).</summary>
    public static Refusal Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);

    /// <summary>The request breaks a rule, whatever the state (422).</summary>
    public static Refusal Invalid(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);

    /// <summary>The caller is known and may know of the thing, but may not do this (403).</summary>
    public static Refusal Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);

    /// <summary>There is no such thing, or the caller may not know that there is (404).</summary>
    public static Refusal NotFound() => new(StatusCodes.Status404NotFound, "not-found", "There is nothing here that you may see.");

    /// <summary>The answer as problem+json, type <c>urn:buurtzorg:problem:&lt;code&gt;</c>.</summary>
    public ProblemHttpResult ToProblem() => TypedResults.Problem(Detail, statusCode: Status, type: $"urn:buurtzorg:problem:{Code}");
}

/// <summary>What a decision comes to: a value or a refusal. Both convert implicitly.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Outcome(T? value, Refusal? refusal) => (_value, _refusal) = (value, refusal);

    /// <summary>A decision that says yes.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A decision that says no.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>True with the value, or false with the refusal.</summary>
    public bool Accepted([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        (value, refusal) = (_value, _refusal);
        return _refusal is null;
    }
}
