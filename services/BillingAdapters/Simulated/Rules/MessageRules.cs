using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>What holds for a notice and a request alike.</summary>
internal static class MessageRules
{
    public static IEnumerable<Fault> Check(string reference, Identifier sender, Identifier payer, MessageClient client, World world)
    {
        if (!Kind.Reference.Accepts(reference)) yield return new("reference-invalid", $"The reference should be {Kind.Reference.Expected}.", Place: "reference");
        if (!world.IsSender(sender)) yield return new("sender-invalid", "The sender should be an identifier of the manifest's sender scheme.", Place: "sender");
        if (!world.IsPayer(payer)) yield return new("payer-invalid", "The payer should be an identifier of the manifest's payer scheme.", Place: "payer");
        foreach (var fault in ClientRules.Check(client, world)) yield return fault;
    }

    public static IEnumerable<Fault> Check(Product? product, string place)
    {
        if (product?.Category is { } category && !Kind.Code.Accepts(category))
            yield return new("product-category-invalid", $"The category should be {Kind.Code.Expected}.", Place: $"{place}.product.category");
        if (product?.Code is { } code && !Kind.Code.Accepts(code))
            yield return new("product-code-invalid", $"The service should be {Kind.Code.Expected}.", Place: $"{place}.product.code");
    }

    public static IEnumerable<Fault> Check(string? number, string place)
    {
        if (number is not null && !Kind.Code.Accepts(number))
            yield return new("assignment-number-invalid", $"The number of the order should be {Kind.Code.Expected}.", Place: place);
    }
}
