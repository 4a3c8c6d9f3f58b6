using Buurtzorg.Simulators.Municipality.Csv;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Care at home for one client. Dates are local; <paramref name="AssignedAt"/> has no zone, as in the message.</summary>
internal sealed record Assignment(string Provider, DateTime AssignedAt, Client Client, IReadOnlyList<Product> Products);

/// <param name="Sex">0 unknown, 1 male, 2 female.</param>
internal sealed record Client(string Bsn, string Initials, string FamilyName, DateOnly DateOfBirth, string Sex,
    string Street, int HouseNumber, string Postcode, string City, string? Prefix = null);

/// <param name="Code">With its category a specific assignment; a category alone is an aspecific one, and a budget without either a generic one.</param>
/// <param name="Volume">Per <paramref name="Frequency"/> (WMO757) in <paramref name="Unit"/> (WJ756); all three or none.</param>
/// <param name="Budget">In euro cents, for the whole of the assignment.</param>
internal sealed record Product(int AssignmentNumber, DateOnly From, DateOnly? Until = null, string? Category = Product.Guidance, string? Code = null,
    long? Volume = null, string? Unit = null, string? Frequency = null, long? Budget = null)
{
    private const string Guidance = "02";

    public bool IsComplete => (Volume is null) == (Unit is null) && (Volume is null) == (Frequency is null)
        && (Category is not null || (Code is null && Budget is not null));
}

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
        town.MapPost("/assignments/{number:int}/message", Tell);
    }

    // Asking again for the same numbers gives the same message: whoever carries it may have lost it on the way.
    private static Results<ContentHttpResult, ProblemHttpResult> Assign(string town, Assignment assignment, Archive archive)
    {
        if (!Bsn.IsValid(assignment.Client.Bsn) || assignment.Products.Count == 0 || !assignment.Products.All(product => product.IsComplete))
            return TypedResults.Problem("A BSN that passes the eleven-test and at least one product, with a category or a budget, are needed.", statusCode: 422);

        return archive.Change<Results<ContentHttpResult, ProblemHttpResult>>(town, file =>
        {
            var numbers = assignment.Products.Select(product => product.AssignmentNumber).ToArray();
            if (file.Sent.Find(sent => sent.Numbers.SequenceEqual(numbers)) is { } before)
                return Counter.Message(before.Xml, 201);
            if (file.Products.Any(product => numbers.Contains(product.Number)))
                return TypedResults.Problem("An assignment number is in use already.", statusCode: 409);

            var products = assignment.Products.Select(product => new AssignedProduct(product.AssignmentNumber, assignment.Client.Bsn, product.Category, product.Code,
                product.Volume, product.Unit, product.Frequency, product.From, product.Until, false, assignment.Provider, product.Budget)).ToList();
            file.Products.AddRange(products);
            return Counter.Message(file.Send(town, assignment.Provider, assignment.AssignedAt, file.Know(assignment.Client), [.. products.Select(product => (product, (string?)null))]), 201);
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

    // A WMO301 that replaces the earlier one of this number, as it stands in the own copy.
    private static Results<ContentHttpResult, NotFound> Tell(string town, int number, Archive archive, TimeProvider clock) =>
        archive.Change<Results<ContentHttpResult, NotFound>>(town, file =>
            file.Products.Find(product => product.Number == number) is { Provider: { } provider } product && file.Clients.Find(known => known.Bsn == product.Bsn) is { } client
                ? Counter.Message(file.Send(town, provider, clock.DutchNow(), client, [(product, product.Deleted ? ChangeReason.Deleted : ChangeReason.Corrected)]), 201)
                : TypedResults.NotFound());

    public static string Send(this CaseFile file, string town, string provider, DateTime at, Client client, IReadOnlyList<(AssignedProduct Product, string? Reason)> products)
    {
        var identification = $"{town}A{file.Sent.Count + 1:000000}";
        var message = file.Dialect == Dialects.Csv
            ? PurchaseOrder.Write(identification, town, provider, at, products)
            : AssignmentMessage.Write(identification, town, provider, at, client, products);
        file.Sent.Add(new(identification, [.. products.Select(item => item.Product.Number)], message));
        return file.Owe(town, message);
    }
}

internal static class Bsn
{
    public static bool IsValid(string bsn) =>
        bsn.Length == 9 && bsn.All(char.IsAsciiDigit)
        && bsn.Select((digit, place) => (digit - '0') * (place == 8 ? -1 : 9 - place)).Sum() % 11 == 0;
}
