using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Guidance at home for one client. Dates are local; <paramref name="AssignedAt"/> has no zone, as in the message.</summary>
internal sealed record Assignment(string Provider, DateTime AssignedAt, Client Client, IReadOnlyList<Product> Products);

/// <param name="Sex">0 unknown, 1 male, 2 female.</param>
internal sealed record Client(string Bsn, string Initials, string FamilyName, DateOnly DateOfBirth, string Sex,
    string Street, int HouseNumber, string Postcode, string City, string? Prefix = null);

/// <param name="Volume">Per <paramref name="Frequency"/> (2 week, 4 month) in <paramref name="Unit"/> (01 minute, 04 hour).</param>
internal sealed record Product(int AssignmentNumber, string Code, long Volume, string Unit, string Frequency, DateOnly From, DateOnly? Until = null);

/// <param name="LastDay">Care after this day is no longer assigned.</param>
internal sealed record End(DateOnly LastDay);

internal static class Assigning
{
    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapPost("/assignments", Assign);
        town.MapGet("/assignments", (string town, Archive archive) => archive.Read(town).Products);
        town.MapPut("/assignments/{number:int}/end", (string town, int number, End end, Archive archive) =>
            Revise(archive, town, number, product => product with { Until = end.LastDay }));
        town.MapDelete("/assignments/{number:int}", (string town, int number, Archive archive) =>
            Revise(archive, town, number, product => product with { Deleted = true }));
    }

    // Asking again for the same numbers gives the same message: whoever carries it may have lost it on the way.
    private static Results<ContentHttpResult, ProblemHttpResult> Assign(string town, Assignment assignment, Archive archive)
    {
        if (!Bsn.IsValid(assignment.Client.Bsn) || assignment.Products.Count == 0)
            return TypedResults.Problem("A BSN that passes the eleven-test and at least one product are needed.", statusCode: 422);

        return archive.Change<Results<ContentHttpResult, ProblemHttpResult>>(town, file =>
        {
            var numbers = assignment.Products.Select(product => product.AssignmentNumber).ToArray();
            if (file.Sent.Find(sent => sent.Numbers.SequenceEqual(numbers)) is { } before)
                return TypedResults.Text(before.Xml, "application/xml", Encoding.UTF8, 201);
            if (file.Products.Any(product => numbers.Contains(product.Number)))
                return TypedResults.Problem("An assignment number is in use already.", statusCode: 409);

            var identification = $"{town}A{file.Sent.Count + 1:000000}";
            var xml = AssignmentMessage.Write(identification, town, assignment);
            file.Sent.Add(new(identification, numbers, xml));
            file.Products.AddRange(assignment.Products.Select(product => new AssignedProduct(product.AssignmentNumber, assignment.Client.Bsn,
                AssignmentMessage.Guidance, product.Code, product.Volume, product.Unit, product.Frequency, product.From, product.Until, false)));
            return TypedResults.Text(xml, "application/xml", Encoding.UTF8, 201);
        });
    }

    // In the own copy only; the message that tells the provider goes out later.
    private static Results<NoContent, NotFound> Revise(Archive archive, string town, int number, Func<AssignedProduct, AssignedProduct> revise) =>
        archive.Change<Results<NoContent, NotFound>>(town, file =>
        {
            var index = file.Products.FindIndex(product => product.Number == number);
            if (index < 0) return TypedResults.NotFound();
            file.Products[index] = revise(file.Products[index]);
            return TypedResults.NoContent();
        });
}

internal static class Bsn
{
    public static bool IsValid(string bsn) =>
        bsn.Length == 9 && bsn.All(char.IsAsciiDigit)
        && bsn.Select((digit, place) => (digit - '0') * (place == 8 ? -1 : 9 - place)).Sum() % 11 == 0;
}
