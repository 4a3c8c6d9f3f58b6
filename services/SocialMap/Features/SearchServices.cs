using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Buurtzorg.SocialMap.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>What somebody looks for at the kitchen table. Everything that is named has to hold.</summary>
public sealed record SearchServices(
    [property: FromQuery(Name = "text"), StringLength(200), Description("Words in Dutch, Swedish or English, mistyped ones too.")] string? Text,
    [property: FromQuery(Name = "near"), StringLength(12), Description("A postcode: the nearest first. Without it the freshest are first.")] string? Near,
    [property: FromQuery(Name = "within"), Range(100, 50_000), DefaultValue(10_000), Description("How far from there at most, in metres.")] int? Within,
    [property: FromQuery(Name = "day"), AllowedValues(null, "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), Description("Open on this weekday.")] string? Day,
    [property: FromQuery(Name = "at"), Description("Open at this hour of that day, `14:30`.")] TimeOnly? At,
    [property: FromQuery(Name = "age"), Range(0, 130), Description("For somebody of this age.")] int? Age,
    [property: FromQuery(Name = "language"), RegularExpression("[A-Za-z]{2,3}", ErrorMessage = "language is a code of two or three letters, such as nl."), Description("Spoken there, as a code of ISO 639 such as `nl`.")] string? Language,
    [property: FromQuery(Name = "taxonomyTermId"), Description("Of this kind.")] Guid? TaxonomyTermId,
    [property: FromQuery(Name = "after"), StringLength(200), Description("The cursor `next` of the page before.")] string? After,
    [property: FromQuery(Name = "limit"), Range(1, 100), DefaultValue(20), Description("How many at most, 1 to 100.")] int Limit = 20);

/// <summary>A day of the week.</summary>
public enum Weekday { Monday = 1, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday }

/// <summary>What was found.</summary>
/// <param name="Items">In order; a service that has several places near by stands there once for each. A page may be shorter than asked for while more follows.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
/// <param name="Instead">Words that no entry has, and those that were looked for instead.</param>
public sealed record FoundServices(IReadOnlyList<FoundService> Items, string? Next, IReadOnlyList<InsteadOf> Instead);

/// <summary>A word that no entry has.</summary>
/// <param name="Typed">The word.</param>
/// <param name="Words">The nearest that entries have; empty when there is none.</param>
public sealed record InsteadOf(string Typed, IReadOnlyList<string> Words);

internal static class SearchServicesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/services", Handle)
        .WithSummary("Search the social map")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.BackOffice, CallerKinds.Coach, CallerKinds.Integrator)
        .MayRefuse(403, 422);

    private static async Task<Results<Ok<FoundServices>, ProblemHttpResult>> Handle(
        [AsParameters] SearchServices wanted, ServiceSearch search, Postcodes postcodes, SocialMapDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (wanted.At is not null && wanted.Day is null)
            return Refusal.Invalid("hour-without-day", "Say on which day too: day=tuesday&at=14:30.").ToProblem();
        var near = wanted.Near is null ? null : await postcodes.FindAsync(wanted.Near, ct);
        if (wanted.Near is not null && near is null)
            return Refusal.Invalid("unknown-postcode", "This postcode is not in the install's table; leave near out, or take a postcode near by.").ToProblem();

        var today = zone.Today(clock);
        var asked = new Wanted
        {
            Text = wanted.Text,
            Language = wanted.Language,
            TermId = wanted.TaxonomyTermId,
            Age = wanted.Age,
            Day = wanted.Day is { } day ? (short)Enum.Parse<Weekday>(day, ignoreCase: true) : null,
            Minute = wanted.At is { } at ? (short)(at.Hour * 60 + at.Minute) : null,
            Today = today,
            Near = near,
            WithinMetres = wanted.Within ?? 10_000,
        };
        if (!(await search.FindAsync(asked, wanted.After, wanted.Limit, ct)).Accepted(out var found, out var refusal))
            return refusal.ToProblem();
        Guid[] ids = [.. found.Hits.Select(hit => hit.ServiceId)];
        var entries = await db.Entries.AsNoTracking().Where(entry => entry.Kind == EntryKinds.Service && ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, ct);
        return TypedResults.Ok(new FoundServices(
            [.. found.Hits.Where(hit => entries.ContainsKey(hit.ServiceId)).Select(hit => FoundService.Of(entries[hit.ServiceId], hit, today))],
            found.Next,
            [.. found.Words.Where(word => word.Instead is not null).Select(word => new InsteadOf(word.Typed, word.Instead!))]));
    }
}
