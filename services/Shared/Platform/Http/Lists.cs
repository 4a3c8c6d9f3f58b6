using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.Platform;

/// <summary>Which part of a list: taken by a handler as <c>[AsParameters]</c>.</summary>
/// <param name="After">The cursor <c>next</c> of the page before; left out for the first page.</param>
/// <param name="Limit">How many at most, 1 to 200.</param>
public sealed record PageRequest(
    [property: FromQuery(Name = "after"), Description("The cursor `next` of the page before; leave it out for the first page.")] Guid? After,
    [property: FromQuery(Name = "limit"), Range(1, 200), DefaultValue(50), Description("How many at most, 1 to 200.")] int Limit = 50);

/// <summary>A part of a list.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, Guid? Next)
{
    /// <summary>Makes a page of the rows found when one more than the limit was asked for.</summary>
    public static Page<T> Of(List<T> oneMore, int limit, Func<T, Guid> id) => oneMore.Count > limit
        ? new(oneMore.GetRange(0, limit), id(oneMore[limit - 1]))
        : new(oneMore, null);
}

/// <summary>The header <c>If-Match</c> of a caller who edits what others edit too. A handler takes it as a parameter.</summary>
/// <param name="Version">The version that the caller saw, null when the header is missing.</param>
public sealed record IfMatch(long? Version)
{
    /// <summary>Lets minimal APIs bind the header.</summary>
    public static ValueTask<IfMatch> BindAsync(HttpContext context) => ValueTask.FromResult(
        new IfMatch(long.TryParse(context.Request.Headers.IfMatch.ToString().Trim('"'), out var version) ? version : null));

    /// <summary>Null when the caller saw the present version; otherwise what is wrong: 428 without the header, 412 with an older version.</summary>
    public Refusal? Refuses(long present) => Version switch
    {
        null => new(StatusCodes.Status428PreconditionRequired, "if-match-required", "Fetch this first and send its ETag as If-Match, so that nobody's change is lost."),
        { } seen when seen != present => new(StatusCodes.Status412PreconditionFailed, "edited-meanwhile", "Somebody else changed this meanwhile; fetch it again and repeat what still holds."),
        _ => null,
    };
}

/// <summary>Versions of resources in HTTP.</summary>
public static class ETags
{
    /// <summary>Tells the version of what is answered, for a later <see cref="IfMatch"/>.</summary>
    public static void SetETag(this HttpResponse response, long version) => response.Headers.ETag = $"\"{version}\"";
}
