using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;
using NodaTime;
using ClaimLine = Buurtzorg.Billing.Domain.ClaimLine;
using Rate = Buurtzorg.Billing.Agreements.Rate;

namespace Buurtzorg.Billing.Tests;

/// <summary>The things that tests talk about, with only what matters to them said.</summary>
internal static class Some
{
    public const string Payer = "nl-wmo:9901";
    public static readonly Guid Client = new("01920000-0000-7000-8000-00000000c001");
    public static readonly AgreedProduct Guidance = new("guidance", "02", "02A03", [new Rate(new(2025, 1, 1), new(2025, 12, 31), 64.90m), new Rate(new(2026, 1, 1), null, 67.30m)]);
    public static readonly AgreedProduct Specialised = new("guidance-specialised", "02", "02A05", [new Rate(new(2026, 1, 1), null, 95.20m)]);
    public static readonly AgreementBook Agreements = With(Guidance, Specialised);

    public static AgreementBook With(params AgreedProduct[] products) => Corrected(Corrections.CreditAndDebit, products);

    public static AgreementBook Corrected(Corrections corrections, params AgreedProduct[] products) => new("nl-agb:99990001", [
        new Agreement(Payer, "Gemeente Zonderwijk", "nl-wmo", "EUR", products, ["bsn"], corrections),
        new Agreement("nl-wmo:9902", "Gemeente Waterhoven", "nl-wmo", "EUR", [Guidance], ["bsn"])]);

    public static AgreementBook File(string name, string adapter)
    {
        var book = AgreementsFile.Read(name, System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Agreements", name)), [adapter], DateTimeZoneProviders.Tzdb["Europe/Amsterdam"], out var mistakes);
        Assert.Empty(mistakes);
        return book!;
    }

    public static Authorisation Authorisation(
        string from = "2026-01-01", string? until = null, string number = "100", string? category = "02", string? code = "02A03", Volume? volume = null, string payer = Payer, long? budget = null)
    {
        var authorisation = new Authorisation { Id = Guid.CreateVersion7(), PayerId = payer, Number = number, IdentifierHash = "" };
        var scheme = payer.Split(':');
        authorisation.Take(
            new Assignment(number, new("bsn", "999900006"), new(scheme[0], scheme[1]), new Product(category, code), new DateTime(2025, 1, 1), DateOnly.Parse(from), AssignmentChange.New,
                until is null ? null : DateOnly.Parse(until), volume?.Amount, volume?.Unit, volume?.Per, budget),
            "hash", Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);
        return authorisation;
    }

    public static Delivery Delivery(string day, int minutes, string service = "guidance", Guid? visit = null, bool withdrawn = false, string? startedAt = null, Guid? team = null, int? planned = null) => new()
    {
        VisitId = visit ?? Guid.CreateVersion7(),
        ClientId = Client,
        TeamId = team ?? default,
        Service = service,
        StartedAt = DateTimeOffset.Parse(startedAt ?? $"{day}T09:00:00Z"),
        Minutes = minutes,
        PlannedMinutes = planned ?? minutes,
        Withdrawn = withdrawn,
        DeliveredOn = DateOnly.Parse(day),
        Month = Month.Of(DateOnly.Parse(day)),
    };

    public static Draft Draft(AgreementBook agreements, IEnumerable<Delivery> deliveries, IEnumerable<Authorisation> authorisations, IEnumerable<ClaimLine>? before = null, string payer = Payer, string until = "2030-12") =>
        ClaimDraft.Of(payer, Month.Parse(until), agreements, new Care([.. deliveries], [.. authorisations], [.. before ?? []]));

    public static IReadOnlyList<DraftLine> Lines(IEnumerable<Delivery> deliveries, params IEnumerable<Authorisation> authorisations) => Draft(Agreements, deliveries, authorisations).Lines;

    /// <summary>Drafts as lines of a claim that nobody has answered.</summary>
    public static List<ClaimLine> Claimed(Draft draft) => [.. draft.Lines.Select((line, index) => ClaimLine.Of(line, Client, Guid.CreateVersion7(), $"C{index}", DateTimeOffset.UtcNow))];

    /// <summary>Answers every line that waits, as a payer does who grants what the test says; what is not granted is rejected.</summary>
    public static void Answer(IReadOnlyList<ClaimLine> lines, Func<ClaimLine, bool> grants)
    {
        foreach (var line in lines.Where(line => line.State is LineState.Claimed).ToList())
        {
            var granted = grants(line);
            line.Answer(new AnsweredLine(line.Id.ToString(), granted ? LineOutcome.Granted : LineOutcome.Rejected, granted ? line.AmountMinor : 0, []), Guid.CreateVersion7());
            if (granted && line.CreditedLineId is { } credited) lines.Single(other => other.Id == credited).TakenBack();
        }
    }

    public static string Print(Draft draft) => string.Join("\n", draft.Lines.Select(line =>
        $"{line.Side} {line.AuthorisationNumber} {line.Key.Code} {line.Key.Month} {line.Key.Price} {line.Period} {line.Volume} {line.VolumeOverCap} {line.AmountMinor} {line.CreditedLineId} {line.AdjustedLineId} {string.Join(",", line.Visits)} {string.Join(",", line.VisitMinutes)}"))
        + "\n" + string.Join("\n", draft.Visits.Select(visit => $"{visit}").Order()) + "\n" + string.Join(",", draft.Unsettled.Order());
}
