using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>claims.yaml: what random claims may be made of, where a payer's rules know more than the manifest says.</summary>
internal sealed class Profile
{
    public List<string> Payers { get; set; } = [];
    public List<string> Senders { get; set; } = [];
    public Dictionary<string, List<string>> Clients { get; set; } = [];
    public List<string> Months { get; set; } = [];
    public List<ProfileLine> Lines { get; set; } = [];

    public static Profile Of(string? samples)
    {
        var file = Path.Combine(samples ?? "", "claims.yaml");
        if (samples is null || !File.Exists(file)) return new();
        try
        {
            return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Profile>(File.ReadAllText(file)) ?? new();
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"{file}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}");
        }
    }

    public IReadOnlyList<DateOnly> FirstDays() =>
        [.. (Months.Count > 0 ? Months : ["2025-02", "2025-05", "2025-09"]).Select(m => DateOnly.ParseExact(m + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture))];
}

internal sealed class ProfileLine
{
    public ProfileProduct? Product { get; set; }
    public string? Unit { get; set; }
    public ProfileRate? Rate { get; set; }
    public List<string> Assignments { get; set; } = [];
    public string? AssignmentPattern { get; set; }
    public int MostVolume { get; set; } = 600;
}

internal sealed class ProfileProduct
{
    public string? Category { get; set; }
    public string? Code { get; set; }
}

internal sealed class ProfileRate
{
    public long Amount { get; set; }
    public string Per { get; set; } = "";
}
