using Buurtzorg.Simulators.Municipality.Csv;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

internal static class Judging
{
    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapMessage("/declarations", Take);
        town.MapGet("/declarations/{identification}/answer", Find);
    }

    public static string Take(byte[] content, CaseFile file, string town, DateTime now)
    {
        if (file.Dialect == Dialects.Csv) return RemittanceAdvice.Take(content, file, town, now);
        var today = DateOnly.FromDateTime(now);
        var declaration = Declaration.Read(Xml.Read(content));
        var judgement = Rules.Judge(declaration, file, town, today);
        var answer = Answer.Write($"{town}R{file.Declarations.Count + 1:000000}", town, today, declaration, judgement);
        file.Performances.AddRange(judgement.Performances.Select(judged => judged.Performance.AsJudged(declaration.Sender, judged.Codes.Length == 0)));
        file.Declarations.Add(new(declaration.Sender, declaration.Identification, declaration.Number, declaration.From, judgement.Refused, answer));
        return answer;
    }

    // The first answer to a message: a repeat of the same message is refused with 9056 and changes nothing.
    private static Results<ContentHttpResult, NotFound> Find(string town, string identification, Archive archive) =>
        archive.Read(town).Declarations.Find(declaration => declaration.Identification == identification) is { } judged
            ? Counter.Message(judged.Answer, 200)
            : TypedResults.NotFound();
}
