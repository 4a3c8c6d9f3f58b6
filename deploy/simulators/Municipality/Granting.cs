namespace Buurtzorg.Simulators.Municipality;

/// <summary>Grants a request: new assignments, and for a change what becomes of those that were there.</summary>
internal static class Granting
{
    public static string Grant(Request request, CaseFile file, string town, DateTime now)
    {
        List<(AssignedProduct, string?)> told = [];
        foreach (var asked in request.Products)
        {
            var index = asked.AssignmentNumber is { } number ? file.Products.FindIndex(product => product.Number == number) : -1;
            if (index < 0) told.Add((Add(asked, asked.Category, asked.Code), null));
            else if (Replaces(asked, file.Products[index]))
                told.Add((file.Products[index] = file.Products[index] with
                {
                    Until = asked.Until,
                    Volume = asked.Volume,
                    Unit = asked.Unit,
                    Frequency = asked.Frequency,
                    Budget = asked.Budget,
                    Reference = request.Reference,
                }, ChangeReason.AskedByProvider));
            else
            {
                var before = file.Products[index];
                told.Add((file.Products[index] = before with { Until = asked.From.AddDays(-1) }, ChangeReason.AskedByProvider));
                told.Add((Add(asked, before.Category, before.Code), null));
            }
        }
        return file.Send(town, request.Provider, now, file.Know(request.Client), told);

        AssignedProduct Add(RequestedProduct asked, string? category, string? code)
        {
            var product = new AssignedProduct(NextNumber(file, town), request.Client.Bsn, category, code, asked.Volume, asked.Unit, asked.Frequency,
                asked.From, asked.Until, false, request.Provider, asked.Budget, request.Reference);
            file.Products.Add(product);
            return product;
        }
    }

    // From its first day, or of its end alone: the same assignment, changed. Otherwise the old one ends and another follows it.
    private static bool Replaces(RequestedProduct asked, AssignedProduct product) =>
        asked.From <= product.From || (asked.Volume, asked.Unit, asked.Frequency, asked.Budget) == (product.Volume, product.Unit, product.Frequency, product.Budget);

    private static int NextNumber(CaseFile file, string town)
    {
        var first = 900_000_000 + (int.Parse(town) - 9900) * 1_000_000;
        return file.Products.Where(product => product.Number >= first && product.Number < first + 1_000_000).Select(product => product.Number).DefaultIfEmpty(first).Max() + 1;
    }
}
