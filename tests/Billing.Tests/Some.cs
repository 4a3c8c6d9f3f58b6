using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Rate = Buurtzorg.Billing.Agreements.Rate;

namespace Buurtzorg.Billing.Tests;

/// <summary>The things that tests talk about, with only what matters to them said.</summary>
internal static class Some
{
    public const string Payer = "nl-wmo:9901";
    public static readonly Guid Client = new("01920000-0000-7000-8000-00000000c001");
    public static readonly AgreedProduct Guidance = new("guidance", "02", "02A03", [new Rate(new(2025, 1, 1), new(2025, 12, 31), 64.90m), new Rate(new(2026, 1, 1), null, 67.30m)]);
    public static readonly AgreedProduct Specialised = new("guidance-specialised", "02", "02A05", [new Rate(new(2026, 1, 1), null, 95.20m)]);
    public static readonly AgreementBook Agreements = new("nl-agb:99990001", [
        new Agreement(Payer, "Gemeente Zonderwijk", "nl-wmo", "EUR", [Guidance, Specialised]),
        new Agreement("nl-wmo:9902", "Gemeente Waterhoven", "nl-wmo", "EUR", [Guidance])]);

    public static Authorisation Authorisation(
        string from = "2026-01-01", string? until = null, string number = "100", string? category = "02", string? code = "02A03", Volume? volume = null, string payer = Payer)
    {
        var authorisation = new Authorisation { Id = Guid.CreateVersion7(), PayerId = payer, Number = number, IdentifierHash = "" };
        var scheme = payer.Split(':');
        authorisation.Take(
            new Assignment(number, new("bsn", "999900006"), new(scheme[0], scheme[1]), new Product(category, code), new DateTime(2025, 1, 1), DateOnly.Parse(from), AssignmentChange.New,
                until is null ? null : DateOnly.Parse(until), volume?.Amount, volume?.Unit, volume?.Per),
            "hash", Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);
        return authorisation;
    }

    public static Delivery Delivery(string day, int minutes, string service = "guidance", Guid? client = null) => new()
    {
        VisitId = Guid.CreateVersion7(),
        ClientId = client ?? Client,
        Service = service,
        Minutes = minutes,
        DeliveredOn = DateOnly.Parse(day),
        Month = Month.Of(DateOnly.Parse(day)),
    };

    public static DraftLine[] Draft(IEnumerable<Delivery> deliveries, IEnumerable<Authorisation> authorisations, params ClaimedBefore[] before) =>
        ClaimDraft.Lines(Payer, Agreements, deliveries, authorisations.ToLookup(_ => Client), before);
}
