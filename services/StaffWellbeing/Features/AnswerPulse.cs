using System.Text.Json;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>An answer to the pulse. It is added to counters and kept nowhere.</summary>
/// <param name="Values">One per question, in their order, from 1 (not at all) to 5 (very much).</param>
public sealed record PulseAnswer(IReadOnlyList<int> Values);

/// <summary>This month's questions.</summary>
/// <param name="Month">Such as <c>2026-10</c>.</param>
/// <param name="Questions">A text per language.</param>
public sealed record PulseQuestionSet(string Month, IReadOnlyList<IReadOnlyDictionary<string, string>> Questions);

/// <summary>The one-time link, for a browser and for programs: without a token, so that nothing in the request says who answers.</summary>
internal static class AnswerPulseEndpoint
{
    private const string Form = "application/x-www-form-urlencoded", Json = "application/json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/pulse/{link:guid}", HandleShow)
            .WithSummary("Show the questions of the pulse")
            .WithDescription("A page for a browser, JSON for programs. Needs no token: the link is enough.")
            .Produces<PulseQuestionSet>(StatusCodes.Status200OK, Json, "text/html")
            .AllowAnonymous()
            .MayRefuse(404, 410);
        routes.MapPost("/v1/pulse/{link:guid}", Handle)
            .WithSummary("Answer the pulse, once")
            .WithDescription("By JSON, or by the form of the page. Needs no token: the link is enough.")
            .Accepts<PulseAnswer>(Json, Form)
            .Produces(StatusCodes.Status204NoContent)
            .Produces<string>(StatusCodes.Status200OK, "text/html")
            .AllowAnonymous()
            .MayRefuse(404, 410, 422);
    }

    private static async Task<IResult> HandleShow(Guid link, StaffWellbeingDb db, FieldEncryption encryption, InstallTimeZone zone, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var found = await db.RoundOfAsync(link, Months.Of(zone.Today(clock)), encryption, ct);
        var words = PulseWords.For(http.Request);
        if (!found.Accepted(out var open, out var refusal))
            return PulsePage.IsWanted(http.Request) ? PulsePage.Refusal(words, refusal) : refusal.ToProblem();
        return PulsePage.IsWanted(http.Request)
            ? PulsePage.Questions(words, open.Round.Questions)
            : TypedResults.Ok(new PulseQuestionSet(Months.Say(open.Round.Month), open.Round.Questions));
    }

    private static async Task<IResult> Handle(Guid link, StaffWellbeingDb db, FieldEncryption encryption, InstallTimeZone zone, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var isForm = http.Request.HasFormContentType;
        var words = PulseWords.For(http.Request);
        var values = isForm ? await ReadFormAsync(http.Request, ct) : await ReadJsonAsync(http.Request, ct);
        var refusal = Decide(values) ?? await db.CountAsync(link, Months.Of(zone.Today(clock)), values, encryption, ct);
        if (!isForm)
            return refusal is null ? TypedResults.NoContent() : refusal.ToProblem();
        return refusal is null ? PulsePage.Thanks(words) : PulsePage.Refusal(words, refusal);
    }

    internal static Refusal? Decide(IReadOnlyList<int> values) => values.Count is 0 or > PulseBox.MostQuestions || values.Any(value => value is < 1 or > PulseBox.Values)
        ? Refusal.Invalid("answers-do-not-fit", $"Answer each question with a number from 1 to {PulseBox.Values}.")
        : null;

    private static async Task<IReadOnlyList<int>> ReadJsonAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return (await request.ReadFromJsonAsync<PulseAnswer>(ct))!.Values;
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not the JSON that is expected here.", exception);
        }
    }

    // The fields q1, q2, q3 of the page; one that is missing leaves a gap that does not fit.
    private static async Task<IReadOnlyList<int>> ReadFormAsync(HttpRequest request, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        return [.. Enumerable.Range(1, PulseBox.MostQuestions).TakeWhile(i => form.ContainsKey($"q{i}")).Select(i => int.TryParse(form[$"q{i}"], out var value) ? value : 0)];
    }
}
