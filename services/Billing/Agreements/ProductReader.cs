using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Contract;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.Billing.Agreements;

/// <summary>Reads the products of an agreement, whose areas and bands are known.</summary>
internal sealed partial class ProductReader(YamlReader read, string[] areas, string[] bands)
{
    private static readonly string[] Services = ["personal-care", "nursing", "guidance", "guidance-specialised"];
    private static readonly Unit[] Units = [Unit.Minute, Unit.Hour, Unit.PartOfDay, Unit.DayAndNight, Unit.PieceOfOutput, Unit.PieceOfEffort, Unit.Visit];

    public List<AgreedProduct> Products(YamlMappingNode agreement, string path)
    {
        var items = read.Items(agreement, path, "products").ToList();
        var products = items.Select(item => Product(item.Node, item.Path)).OfType<AgreedProduct>().ToList();
        if (products.Where(product => product.Service.Length > 0).CountBy(product => (product.Service, product.Code)).FirstOrDefault(count => count.Value > 1) is { Key: { Service: { } service, Code: { } code } })
            read.Mistake(items[0].Node, $"{path}products", $"name the service {service} with the code {code} more than once; its rates go into one product");
        return products;
    }

    private AgreedProduct? Product(YamlNode node, string path)
    {
        if (read.Mapping(node, path, "service", "category", "code", "unit", "counts", "basis", "authorisation", "authorised", "rounding", "caps", "rates") is not { } product) return null;
        var unit = read.Choice(product, path, "unit", Units) ?? Unit.Minute;
        var counted = unit is Unit.PieceOfOutput or Unit.PieceOfEffort or Unit.Visit;
        Counts? counts = product.Children.ContainsKey("counts") ? read.Choice(product, path, "counts", Counts.Visit) : counted ? Counts.Visit : null;
        if (counts is not null && unit is Unit.Minute or Unit.Hour) read.Mistake(product, $"{path}counts", "belongs to pieces and visits; minutes and hours are added up");
        var agreed = new AgreedProduct(
            read.OneOf(product, path, "service", Services),
            read.OptionalText(product, path, "category", CodePattern().IsMatch, "it must be the payer's category, letters and digits in quotes such as \"02\""),
            read.Text(product, path, "code", CodePattern().IsMatch, "it must be the payer's product code, letters and digits such as 02A03"),
            Rates(product, path, unit, counts is null),
            unit, counts,
            read.Choice(product, path, "basis", Basis.Performed),
            RoundingOf(product, path, unit),
            Caps(product, path, unit, counts is null),
            read.Part(product, path, "authorised", "weeks", "atLeastWeeks") is { } weeks
                ? new AuthorisedWeeks(read.Choice(weeks, $"{path}authorised.", "weeks", WeekRule.Touched), read.Number(weeks, $"{path}authorised.", "atLeastWeeks", 0, 1, 53)) : null,
            !product.Children.ContainsKey("authorisation") || read.OneOf(product, path, "authorisation", "required", "not-needed") is not "not-needed");
        if (agreed.Basis is Basis.Granted && !agreed.NeedsAuthorisation) read.Mistake(product, $"{path}basis", "is granted, so authorisation must be required: the payer's authorisation says how much");
        if (agreed.Basis is Basis.Granted && (counts is not null || agreed.Rates.Any(rate => rate is not { Band: null, Area: null, Lengths.Count: 0, From.Day: 1 })))
            read.Mistake(product, $"{path}basis", "is granted, so it counts minutes or hours and has one rate in a month, for every band and area");
        return agreed;
    }

    private Rounding? RoundingOf(YamlMappingNode product, string path, Unit unit)
    {
        if (read.Part(product, path, "rounding", "scope", "direction", "step", "minimum") is not { } rounding) return null;
        var size = AgreedProduct.MinutesOf(unit);
        var step = read.Number(rounding, $"{path}rounding.", "step", size, 1, 1440);
        var scope = read.Choice(rounding, $"{path}rounding.", "scope", RoundingScope.Period);
        if (step % size != 0) read.Mistake(rounding, $"{path}rounding.step", $"is {step} minutes; it must be a multiple of the unit's {size}");
        return new Rounding(scope, read.Choice(rounding, $"{path}rounding.", "direction", RoundingDirection.HalfUp), step, read.Number(rounding, $"{path}rounding.", "minimum", size == 1 ? 0 : size, 0, 1440));
    }

    private List<Cap> Caps(YamlMappingNode product, string path, Unit unit, bool timed)
    {
        var caps = new List<Cap>();
        foreach (var (node, itemPath) in read.Items(product, path, "caps", optional: true))
        {
            if (read.Mapping(node, itemPath, "per", "minutes", "units", "amount") is not { } cap) continue;
            var per = read.OneOf(cap, itemPath, "per", "week", "month", "period", "authorisation") switch { "week" => CapPer.Week, "authorisation" => CapPer.Authorisation, _ => CapPer.Period };
            string[] given = [.. new[] { "minutes", "units", "amount" }.Where(key => cap.Children.ContainsKey(key))];
            if (given.Length != 1 || (given[0] is "minutes" && !timed) || (per is CapPer.Week && given[0] is "amount"))
            {
                read.Mistake(node, itemPath, $"must have one of {(timed ? "minutes, " : "")}units{(per is CapPer.Week ? "" : " and amount")}");
                continue;
            }
            long? volume = given[0] is "amount" ? null : read.Number(cap, itemPath, given[0], 1, 1, 10_000_000) * (given[0] is "units" ? AgreedProduct.MinutesOf(unit) : 1L);
            caps.Add(new Cap(per, volume, volume is null ? (long)(read.Amount(cap, itemPath, "amount", 100_000_000) * 100) : null));
        }
        return caps;
    }

    private List<Rate> Rates(YamlMappingNode product, string path, Unit unit, bool timed)
    {
        var rates = new List<Rate>();
        foreach (var (node, itemPath) in read.Items(product, path, "rates"))
        {
            if (read.Mapping(node, itemPath, "from", "until", "perHour", "perMinute", "each", "band", "area", "code", "lengths") is not { } item) continue;
            var from = read.Day(item, itemPath, "from");
            var until = read.Day(item, itemPath, "until", optional: true);
            string[] allowed = timed ? unit is Unit.Minute ? ["perHour", "perMinute"] : ["perHour", "each"] : ["each"];
            var key = allowed.FirstOrDefault(name => item.Children.ContainsKey(name)) ?? allowed[0];
            var amount = read.Amount(item, itemPath, key);
            foreach (var other in new[] { "perHour", "perMinute", "each" }.Where(other => other != key && item.Children.ContainsKey(other)))
                read.Mistake(node, itemPath + other, $"does not belong here; a rate of this unit has one of {string.Join(" or ", allowed)}");
            var rate = new Rate(
                from ?? default, until, amount, key switch { "perHour" => Unit.Hour, "perMinute" => Unit.Minute, _ => unit },
                read.OptionalText(item, itemPath, "band", bands.Contains, $"it must be a band of the agreement (now: {(bands.Length == 0 ? "none" : string.Join(", ", bands))})"),
                read.OptionalText(item, itemPath, "area", areas.Contains, $"it must be an area of the agreement (now: {(areas.Length == 0 ? "none" : string.Join(", ", areas))})"),
                read.OptionalText(item, itemPath, "code", CodePattern().IsMatch, "it must be the payer's product code, letters and digits such as 02A03"),
                Lengths(item, itemPath, unit is Unit.Minute));
            if (from is null) continue;
            if (until < from) read.Mistake(node, $"{itemPath}until", "lies before from");
            if (rates.LastOrDefault(rate.IsBeside) is { } previous && from <= (previous.Until ?? previous.From)) read.Mistake(node, $"{itemPath}from", "must lie after the rate before it; write the oldest rate first");
            rates.Add(rate);
        }
        return rates;
    }

    private List<LengthPrice> Lengths(YamlMappingNode rate, string path, bool timed)
    {
        if (!rate.Children.TryGetValue("lengths", out var node)) return [];
        if (!timed || node is not YamlMappingNode mapping)
        {
            read.Mistake(node, $"{path}lengths", "must be minutes with amounts such as { 30: 16.00, 45: 20.00 }, of a product in minutes");
            return [];
        }
        var lengths = new List<LengthPrice>();
        foreach (var (key, value) in mapping.Children)
        {
            var length = new LengthPrice(int.TryParse(key.ToString(), out var minutes) ? minutes : 0, YamlReader.AmountOf(value.ToString()));
            if (length.Minutes is < 1 or > 1440 || length.Amount <= 0 || (lengths.LastOrDefault() is { } shorter && (shorter.Minutes >= length.Minutes || shorter.Amount > length.Amount)))
                read.Mistake(key, $"{path}lengths.{key}", "must be whole minutes with an amount, the shortest first, and a longer visit may not cost less");
            lengths.Add(length);
        }
        return lengths;
    }

    [GeneratedRegex("^[A-Za-z0-9]{1,16}$")]
    private static partial Regex CodePattern();
}
