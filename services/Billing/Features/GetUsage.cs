using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

internal enum UsageBy { Client, Team, Payer }

/// <summary>How much of what payers allow was used in a month.</summary>
/// <param name="Month">Such as <c>2026-10</c>; of the present month the days until today.</param>
/// <param name="ReferenceShare">In percent: what Buurtzorg uses of the entitlement; others use 70.</param>
/// <param name="Items">In the order of what they are summed by.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record UsagePage(string Month, int ReferenceShare, IReadOnlyList<UsageDetail> Items, string? Next);

/// <summary>The usage of a client, of the clients of a team, or of the clients of a payer.</summary>
/// <param name="ClientId">By client.</param>
/// <param name="TeamId">By team: the team of the client's last episode of care.</param>
/// <param name="PayerId">By payer.</param>
/// <param name="AuthorisedMinutes">Of the authorisations that are for time.</param>
/// <param name="DeliveredMinutes">Under those.</param>
/// <param name="Share">In percent, one decimal; null where nothing is authorised in time.</param>
/// <param name="Warnings">Of how many authorisations so much is used that somebody should look.</param>
/// <param name="Authorisations">By client: each of them. Otherwise none.</param>
public sealed record UsageDetail(
    Guid? ClientId, Guid? TeamId, string? PayerId, long AuthorisedMinutes, long DeliveredMinutes, decimal? Share, int Warnings, IReadOnlyList<AuthorisationUsage> Authorisations);

/// <summary>The usage of an authorisation.</summary>
/// <param name="AuthorisationId">Which.</param>
/// <param name="PayerId">Whose.</param>
/// <param name="Number">The payer's number of it.</param>
/// <param name="Unit">minute, visit, or minor-currency-unit; what follows is counted in it.</param>
/// <param name="Authorised">In the month; null where it sets no bound.</param>
/// <param name="Delivered">In the month.</param>
/// <param name="Share">In percent, one decimal; null where there is no bound.</param>
/// <param name="RunsOutOn">The day on which all of it is used if it goes on as it went; null when that does not come before its last day.</param>
/// <param name="Warning">So much of it is used that somebody should look.</param>
public sealed record AuthorisationUsage(
    Guid AuthorisationId, string PayerId, string Number, Unit Unit, long? Authorised, long Delivered, decimal? Share, DateOnly? RunsOutOn, bool Warning);

internal static class GetUsageEndpoint
{
    private const int ReferenceShare = 40;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/usage", Handle)
        .WithSummary("How much of what payers allow was used in a month, by client, team or payer.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<UsagePage>> Handle(
        [RegularExpression("^(client|team|payer)$", ErrorMessage = "Usage is summed by client, team or payer.")] string by,
        string? payerId, Guid? clientId, Guid? teamId, [RegularExpression(@"^\d{4}-(0[1-9]|1[0-2])$", ErrorMessage = "A month is written as 2026-10.")] string? month,
        [Description("The cursor `next` of the page before.")] string? after,
        Caller caller, BillingDb db, AgreementBook agreements, CareRecordsClient careRecords, InstallClock clock, CancellationToken ct, [Range(1, 200)] int limit = 50)
    {
        var what = Enum.Parse<UsageBy>(by, ignoreCase: true);
        var asked = Month.TryParse(month, out var given) ? given : Month.Of(clock.Today);
        var days = new Days(asked.First, asked.Last < clock.Today ? asked.Last : clock.Today);
        var clients = ClientsOf(db, payerId, clientId, teamId);
        Task<List<(Guid ClientId, Usage Usage)>> Of(IReadOnlyCollection<Guid> some, string? payer) => db.UsageAsync(some, payer, days, clock.Today, agreements, ct);

        var keys = await KeysAsync(what, clients, db, agreements, payerId, after, limit, ct);
        List<UsageDetail> items = [];
        if (what is UsageBy.Client)
        {
            var shown = keys.Take(limit).Select(Guid.Parse).ToList();
            await careRecords.EnterAsync(shown, caller, "usage-of-care", ct);
            var usages = (await Of(shown, payerId)).ToLookup(each => each.ClientId, each => each.Usage);
            items.AddRange(shown.Select(client => Sum(usages[client], clientId: client) with { Authorisations = [.. usages[client].Select(Detail)] }));
        }
        else
            foreach (var key in keys.Take(limit))
            {
                var members = what is UsageBy.Team ? ClientsOf(db, payerId, clientId, Guid.Parse(key)) : ClientsOf(db, key, clientId, teamId);
                var usages = (await Of(await members.ToListAsync(ct), what is UsageBy.Payer ? key : payerId)).Select(each => each.Usage);
                items.Add(what is UsageBy.Team ? Sum(usages, teamId: Guid.Parse(key)) : Sum(usages, payerId: key));
            }
        return TypedResults.Ok(new UsagePage(asked.ToString(), ReferenceShare, items, keys.Count > limit ? keys[limit - 1] : null));
    }

    private static IQueryable<Guid> ClientsOf(BillingDb db, string? payerId, Guid? clientId, Guid? teamId) => db.Clients
        .Where(client => clientId == null || client.ClientId == clientId)
        .Where(client => db.Authorisations.Any(a => a.IdentifierHash == client.IdentifierHash && (payerId == null || a.PayerId == payerId)))
        .Where(client => teamId == null || db.Episodes.Where(e => e.ClientId == client.ClientId).OrderByDescending(e => e.Number).Select(e => (Guid?)e.TeamId).FirstOrDefault() == teamId)
        .Select(client => client.ClientId);

    /// <summary>One more than the limit, to know whether something follows.</summary>
    private static async Task<List<string>> KeysAsync(
        UsageBy by, IQueryable<Guid> clients, BillingDb db, AgreementBook agreements, string? payerId, string? after, int limit, CancellationToken ct)
    {
        if (by is UsageBy.Payer)
            return [.. agreements.All.Select(agreement => agreement.PayerId).Where(payer => (payerId is null || payer == payerId) && string.CompareOrdinal(payer, after) > 0).Take(limit + 1)];
        var from = Guid.TryParse(after, out var cursor) ? cursor : Guid.Empty;
        var ids = by is UsageBy.Client ? clients : db.Episodes.Where(e => clients.Contains(e.ClientId)
            && !db.Episodes.Any(later => later.ClientId == e.ClientId && later.Number > e.Number)).Select(e => e.TeamId).Distinct();
        return [.. (await ids.Where(id => id > from).OrderBy(id => id).Take(limit + 1).ToListAsync(ct)).Select(id => id.ToString())];
    }

    private static UsageDetail Sum(IEnumerable<Usage> usages, Guid? clientId = null, Guid? teamId = null, string? payerId = null)
    {
        var all = usages.ToList();
        var inTime = all.Where(usage => usage is { Unit: Unit.Minute, Authorised: not null }).ToList();
        var (authorised, delivered) = (inTime.Sum(usage => usage.Authorised!.Value), inTime.Sum(usage => usage.Delivered));
        return new(clientId, teamId, payerId, authorised, delivered, Usage.Share(delivered, authorised), all.Count(usage => usage.Warning), []);
    }

    private static AuthorisationUsage Detail(Usage usage) => new(
        usage.Authorisation.Id, usage.Authorisation.PayerId, usage.Authorisation.Number, usage.Unit, usage.Authorised, usage.Delivered, Usage.Share(usage.Delivered, usage.Authorised), usage.RunsOutOn, usage.Warning);
}
