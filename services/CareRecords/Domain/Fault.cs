using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareRecords.Domain;

/// <summary>One thing that is wrong in a request.</summary>
/// <param name="Path">Where, such as <c>problems[0].signs[1]</c>.</param>
/// <param name="Detail">What, and how to mend it.</param>
public sealed record Fault(string Path, string Detail);

internal static class Faults
{
    /// <summary>All faults at once, under <c>faults</c> and as one text.</summary>
    public static ProblemHttpResult ToProblem(this IReadOnlyCollection<Fault> faults, string code)
    {
        var refusal = Refusal.Invalid(code, string.Join(" ", faults.Select(fault => $"{fault.Path}: {fault.Detail}"))).ToProblem();
        refusal.ProblemDetails.Extensions["faults"] = faults;
        return refusal;
    }
}
