using System.ComponentModel.DataAnnotations;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Search;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.SocialMap.OpenReferral;

/// <summary>The filters of the standard, in its words.</summary>
public sealed record OpenFilter(
    [property: FromQuery(Name = "search"), StringLength(200)] string? Search,
    [property: FromQuery(Name = "taxonomy_term_id")] Guid? TaxonomyTermId,
    [property: FromQuery(Name = "taxonomy_id")] Guid? TaxonomyId,
    [property: FromQuery(Name = "minimum_age"), Range(0, 200)] int? MinimumAge,
    [property: FromQuery(Name = "maximum_age"), Range(0, 200)] int? MaximumAge,
    [property: FromQuery(Name = "start_time")] TimeOnly? StartTime,
    [property: FromQuery(Name = "end_time")] TimeOnly? EndTime,
    [property: FromQuery(Name = "day"), StringLength(10)] string? Day)
{
    private static readonly string[] Days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    /// <summary>What has to hold of a service whose id is <paramref name="id"/> in the query; null when nothing can.</summary>
    internal async Task<Outcome<List<string>>> ConditionsAsync(NpgsqlConnection connection, string id, NpgsqlParameterCollection parameters, CancellationToken ct)
    {
        string Add(object value) { parameters.Add(new NpgsqlParameter { Value = value }); return $"${parameters.Count}"; }
        var conditions = new List<string>();
        var sets = Search is null ? [] : (await QueryWords.UnderstandAsync(connection, Search, ct)).Select(word => word.Ids).ToList();
        if (TaxonomyTermId is { } term)
            sets.Add(await QueryWords.MarkAsync(connection, Marks.Term(term), ct));
        if (TaxonomyId is { } taxonomy)
            sets.Add(await QueryWords.MarkAsync(connection, Marks.Taxonomy(taxonomy), ct));
        conditions.AddRange(sets.Select(set => $"{id} IN (SELECT w.service_id FROM service_words w WHERE w.word_id = ANY ({Add(set)}) AND w.place = 0)"));
        if (MinimumAge is { } minimum)
            conditions.Add($"EXISTS (SELECT FROM entries a WHERE a.kind = 'service' AND a.id = {id} AND a.minimum_age >= {Add(minimum)})");
        if (MaximumAge is { } maximum)
            conditions.Add($"EXISTS (SELECT FROM entries a WHERE a.kind = 'service' AND a.id = {id} AND a.maximum_age <= {Add(maximum)})");
        var day = Array.FindIndex(Days, name => Day is { Length: >= 2 } && name.Equals(Day[..2], StringComparison.OrdinalIgnoreCase)) + 1;
        if (Day is not null && day == 0)
            return Refusal.Invalid("unknown-day", "A day is one of MO, TU, WE, TH, FR, SA, SU.");
        if (day > 0 || StartTime is not null || EndTime is not null)
            conditions.Add($"EXISTS (SELECT FROM service_hours h WHERE h.service_id = {id}"
                + (day > 0 ? $" AND h.day = {Add((short)day)}" : "")
                + (StartTime is { } start ? $" AND h.opens >= {Add(start.Hour * 60 + start.Minute)}" : "")
                + (EndTime is { } end ? $" AND h.closes <= {Add(end.Hour * 60 + end.Minute)}" : "") + ")");
        return conditions;
    }
}

/// <summary>Near a postcode.</summary>
public sealed record OpenNear(
    [property: FromQuery(Name = "postcode"), StringLength(12)] string? Postcode,
    [property: FromQuery(Name = "proximity"), Range(1, 200_000)] int? Proximity)
{
    private const int Usual = 10_000;

    internal async Task<Outcome<string>> ConditionAsync(Postcodes postcodes, string position, NpgsqlParameterCollection parameters, CancellationToken ct)
    {
        if (Postcode is null)
            return Proximity is null ? "true" : Refusal.Invalid("postcode-missing", "A proximity is counted from a postcode; name it too.");
        if (await postcodes.FindAsync(Postcode, ct) is not { } near)
            return Refusal.Invalid("unknown-postcode", "This postcode is not in the install's table.");
        parameters.Add(new NpgsqlParameter { Value = new NpgsqlCircle(Mercator.Point(near.Latitude, near.Longitude), (Proximity ?? Usual) * Mercator.Scale(near.Latitude)) });
        return $"{position} <@ ${parameters.Count}";
    }
}
