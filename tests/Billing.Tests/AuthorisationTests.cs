using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Features;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class AuthorisationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("02", "02A03", AuthorisationKind.Specific)]
    [InlineData("02", null, AuthorisationKind.Aspecific)]
    [InlineData(null, null, AuthorisationKind.Generic)]
    public void How_much_it_leaves_open_is_its_kind(string? category, string? code, AuthorisationKind kind) =>
        Assert.Equal(kind, Some.Authorisation(category: category, code: code).Kind);

    [Theory] // entered by hand with the day of the decision or without, then a message decided at
    [InlineData("2026-10-05", "2026-10-04T23:59:59", AuthorisationSource.ByHand)] // entered knowing of a later decision
    [InlineData("2026-10-05", "2026-10-05T00:00:00", AuthorisationSource.Message)]
    [InlineData("2026-10-05", "2026-10-05T11:00:00", AuthorisationSource.Message)]
    [InlineData(null, "2020-01-01T00:00:00", AuthorisationSource.Message)]
    public void A_message_decided_on_that_day_or_later_replaces_what_was_entered_by_hand(string? decidedOn, string message, AuthorisationSource source)
    {
        var authorisation = ByHand(decidedOn);

        Assert.Equal(source is AuthorisationSource.Message, Take(authorisation, message, 700));

        Assert.Equal((source, source is AuthorisationSource.Message ? 700 : 600), (authorisation.Source, authorisation.VolumeAmount!.Value));
    }

    [Fact]
    public void Of_messages_the_one_decided_last_holds_in_whatever_order_they_come()
    {
        foreach (var order in (string[][])[["2026-10-01", "2026-10-02", "2026-10-03"], ["2026-10-03", "2026-10-02", "2026-10-01"], ["2026-10-02", "2026-10-03", "2026-10-01"]])
        {
            var authorisation = ByHand(null);
            foreach (var day in order.Concat(order)) Take(authorisation, day, long.Parse(day[^2..]));
            Assert.Equal(3, authorisation.VolumeAmount);
        }
    }

    [Theory]
    [InlineData("02", "02A03", "2026-10-01", null, 600L, Unit.Minute, Frequency.Week, "accepted")]
    [InlineData("02", null, "2026-10-01", "2026-10-01", null, null, null, "accepted")]
    [InlineData(null, null, "2026-10-01", null, null, null, null, "accepted")]
    [InlineData("02", "02A03", "2026-10-02", "2026-10-01", null, null, null, "ends-before-it-starts")]
    [InlineData(null, "02A03", "2026-10-01", null, null, null, null, "code-without-category")]
    [InlineData("02", null, "2026-10-01", null, 600L, null, Frequency.Week, "volume-incomplete")]
    [InlineData("02", null, "2026-10-01", null, null, Unit.Minute, null, "volume-incomplete")]
    public void What_cannot_be_is_not_entered(string? category, string? code, string from, string? until, long? volume, Unit? unit, Frequency? per, string outcome)
    {
        var accepted = EnterAuthorisationEndpoint.Decide(new(category, code, DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until), volume, unit, per, null, null)).Accepted(out _, out var refusal);

        Assert.Equal(outcome, accepted ? "accepted" : refusal!.Code);
    }

    [Fact]
    public void What_a_message_says_only_a_message_changes()
    {
        var terms = new AuthorisationTerms("02", null, new(2026, 10, 1), null, null, null, null, null, null);
        var (byHand, byMessage, withdrawn) = (ByHand(null), Some.Authorisation(), ByHand(null));
        withdrawn.Withdraw(Now);

        Assert.Equal(["accepted", "comes-from-a-message", "withdrawn"], new[] { byHand, byMessage, withdrawn }.Select(a => ChangeAuthorisationEndpoint.Decide(a, terms).Accepted(out _, out var refusal) ? "accepted" : refusal.Code));
        Assert.Equal(["True", "comes-from-a-message", "False"], new[] { byHand, byMessage, withdrawn }.Select(a => WithdrawAuthorisationEndpoint.Decide(a, false).Accepted(out var changes, out var refusal) ? changes.ToString() : refusal.Code));
        Assert.False(WithdrawAuthorisationEndpoint.Decide(byHand, hasGrantedLines: true).Accepted(out _, out var granted));
        Assert.Equal("has-granted-lines", granted.Code);
    }

    private static Authorisation ByHand(string? decidedOn)
    {
        var authorisation = new Authorisation { Id = Guid.CreateVersion7(), PayerId = Some.Payer, Number = "100", IdentifierHash = "hash" };
        authorisation.Enter(new("02", "02A03", new(2026, 10, 1), null, 600, Unit.Minute, Frequency.Week, null, decidedOn is null ? null : DateOnly.Parse(decidedOn)), Now);
        return authorisation;
    }

    private static bool Take(Authorisation authorisation, string decidedAt, long volume) => authorisation.Take(
        new Assignment("100", new("bsn", "999900006"), new("nl-wmo", "9901"), new("02", "02A03"), DateTime.Parse(decidedAt), new(2026, 10, 1), AssignmentChange.Changed, null, volume, Unit.Minute, Frequency.Week),
        "hash", Guid.CreateVersion7(), Now);
}
