using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Takes in one message of a provider and gives what is owed for it at once, if anything is. It changes the case file, or refuses with <see cref="UnreadableMessageException"/>.</summary>
internal delegate string? Take(byte[] content, CaseFile file, string town, DateTime now);

/// <summary>The counter of a municipality: a message is handed over, and what is owed for it comes back.</summary>
internal static class Counter
{
    private static readonly TimeZoneInfo Dutch = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    public static DateTime DutchNow(this TimeProvider clock) => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Dutch).DateTime;

    public static void MapMessage(this IEndpointRouteBuilder town, string path, Take take) => town.MapPost(path,
        async Task<Results<ContentHttpResult, NoContent, ProblemHttpResult>> (string town, HttpRequest request, Archive archive, TimeProvider clock, CancellationToken ct) =>
        {
            var content = await request.ReadBytesAsync(ct);
            try
            {
                return archive.Change(town, file => take(content, file, town, clock.DutchNow())) is { } owed ? Message(owed, 200) : TypedResults.NoContent();
            }
            catch (UnreadableMessageException e)
            {
                return TypedResults.Problem(e.Message, statusCode: 422, title: "0001");
            }
        });

    public static ContentHttpResult Message(string content, int status) =>
        TypedResults.Text(content, content.StartsWith('<') ? "application/xml" : "text/csv", Encoding.UTF8, status);

    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
