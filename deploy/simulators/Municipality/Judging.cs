using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

internal static class Judging
{
    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapPost("/declarations", Receive);
        town.MapGet("/declarations/{identification}/answer", Find);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> Receive(
        string town, HttpRequest request, Archive archive, TimeProvider clock, CancellationToken ct)
    {
        Declaration declaration;
        try
        {
            declaration = Declaration.Read(await Xml.ReadAsync(request.Body, ct));
        }
        catch (UnreadableMessageException e)
        {
            return TypedResults.Problem(e.Message, statusCode: 422, title: "0001");
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Dutch).DateTime);
        var answer = archive.Change(town, file =>
        {
            var judgement = Rules.Judge(declaration, file, town, today);
            var xml = Answer.Write($"{town}R{file.Declarations.Count + 1:000000}", town, today, declaration, judgement);
            file.Performances.AddRange(judgement.Performances.Select(judged => judged.Performance.AsJudged(judged.Codes.Length == 0)));
            file.Declarations.Add(new(declaration.Identification, declaration.Number, declaration.From, judgement.Refused, xml));
            return xml;
        });
        return TypedResults.Text(answer, "application/xml", Encoding.UTF8, 200);
    }

    // The first answer to a message: a repeat of the same message is refused with 9056 and changes nothing.
    private static Results<ContentHttpResult, NotFound> Find(string town, string identification, Archive archive) =>
        archive.Read(town).Declarations.Find(declaration => declaration.Identification == identification) is { } judged
            ? TypedResults.Text(judged.Answer, "application/xml", Encoding.UTF8, 200)
            : TypedResults.NotFound();
}
