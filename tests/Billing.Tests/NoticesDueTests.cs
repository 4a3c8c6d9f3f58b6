using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

/// <summary>A case is written as it reads: the episode, the authorisation, what was told, the day, and what is due.</summary>
public sealed class NoticesDueTests
{
    private const string Today = "2026-11-03";
    private int reference;

    [Theory] // admitted, ended, authorised from, until, what is due
    [InlineData("2026-10-01", null, "2026-09-01", null, "new start 2026-10-01")]
    [InlineData("2026-10-01", null, "2026-10-15", null, "new start 2026-10-15")]
    [InlineData("2026-10-01", null, "2026-11-03", null, "new start 2026-11-03")] // its first day has come
    [InlineData("2026-10-01", null, "2026-11-04", null, "")] // not yet
    [InlineData("2026-10-01", null, "2026-08-01", "2026-09-30", "")] // it ran out before the admission
    [InlineData("2026-10-01", null, "2026-08-01", "2026-10-01", "new start 2026-10-01")]
    [InlineData("2026-10-01", "2026-10-20", "2026-10-21", null, "")] // care ended before its first day
    [InlineData("2026-10-01", "2026-10-20", "2026-10-20", null, "new start 2026-10-20, new stop 2026-10-20 Died")]
    [InlineData("2026-10-01", "2026-10-20", "2026-10-01", "2026-12-31", "new start 2026-10-01, new stop 2026-10-20 Died")]
    [InlineData("2026-10-01", "2026-10-20", "2026-10-01", "2026-10-20", "new start 2026-10-01, new stop 2026-10-20 Died")]
    [InlineData("2026-10-01", "2026-10-20", "2026-10-01", "2026-10-19", "new start 2026-10-01")] // it ran out before care ended: the payer knows that
    public void What_is_due_when_nothing_was_told(string admitted, string? ended, string from, string? until, string expected) =>
        Assert.Equal(expected, Due([Episode(1, admitted, ended)], [Some.Authorisation(from, until)], []));

    [Fact]
    public void What_was_told_is_not_told_again()
    {
        var authorisation = Some.Authorisation("2026-10-01");

        Assert.Equal("", Due([Episode(1, "2026-10-01", "2026-10-20")], [authorisation], [Told(authorisation, "2026-10-01"), Told(authorisation, "2026-10-01", "2026-10-20")]));
    }

    [Theory] // the episode now, what is due after a start on 1 October and a stop on 20 October were told
    [InlineData("2026-10-02", "2026-10-20", "changed start 2026-10-02, changed stop 2026-10-20 Died")]
    [InlineData("2026-10-01", "2026-10-25", "changed stop 2026-10-25 Died")]
    [InlineData("2026-10-01", null, "withdrawn stop 2026-10-20 Died")]
    public void A_corrected_fact_changes_or_withdraws_what_was_told(string admitted, string? ended, string expected)
    {
        var authorisation = Some.Authorisation("2026-10-01");

        Assert.Equal(expected, Due([Episode(1, admitted, ended)], [authorisation], [Told(authorisation, "2026-10-01"), Told(authorisation, "2026-10-01", "2026-10-20")]));
    }

    [Fact]
    public void What_was_withdrawn_is_new_when_it_holds_after_all()
    {
        var authorisation = Some.Authorisation("2026-10-01");
        Notice[] told = [Told(authorisation, "2026-10-01"), Told(authorisation, "2026-10-01", "2026-10-20"), Told(authorisation, "2026-10-01", "2026-10-20", NoticeChange.Withdrawn)];

        Assert.Equal("", Due([Episode(1, "2026-10-01", null)], [authorisation], told));
        Assert.Equal("new stop 2026-10-25 Died", Due([Episode(1, "2026-10-01", "2026-10-25")], [authorisation], told));
    }

    [Fact]
    public void An_authorisation_that_begins_later_after_all_withdraws_the_start_until_that_day()
    {
        var authorisation = Some.Authorisation("2026-12-01");

        Assert.Equal("withdrawn start 2026-10-01", Due([Episode(1, "2026-10-01", null)], [authorisation], [Told(authorisation, "2026-10-01")]));
    }

    [Fact]
    public void Nothing_is_told_of_an_authorisation_that_never_held()
    {
        var authorisation = Some.Authorisation("2026-10-01");
        var told = Told(authorisation, "2026-10-01");
        authorisation.Withdraw(DateTimeOffset.UnixEpoch);

        Assert.Equal("", Due([Episode(1, "2026-10-01", "2026-10-20")], [authorisation], []));
        Assert.Equal("", Due([Episode(1, "2026-10-01", "2026-10-20")], [authorisation], [told]));
    }

    [Fact]
    public void Each_episode_starts_and_stops_by_itself_under_each_authorisation_in_whatever_order_they_come()
    {
        Authorisation[] authorisations = [Some.Authorisation("2026-10-01", number: "1"), Some.Authorisation("2026-10-15", number: "2", code: "02A05")];
        CareEpisode[] episodes = [Episode(1, "2026-10-01", "2026-10-10"), Episode(2, "2026-10-20", null)];

        var due = NoticesDue.Of(episodes, authorisations, [], DateOnly.Parse(Today));

        Assert.Equal(["1/1 Start 2026-10-01", "1/1 Stop 2026-10-10", "1/2 Start 2026-10-20", "2/2 Start 2026-10-20"], due
            .Select(each => $"{authorisations.Single(a => a.Id == each.Facts.AuthorisationId).Number}/{each.Facts.Episode} {each.Facts.Kind} {each.Facts.StoppedOn ?? each.Facts.StartedOn:yyyy-MM-dd}").Order());
        Assert.Equal(due, NoticesDue.Of(episodes.Reverse(), authorisations.Reverse(), [], DateOnly.Parse(Today)));
    }

    [Fact]
    public void What_the_payer_rejected_waits_until_it_is_dropped_or_something_changes()
    {
        var authorisation = Some.Authorisation("2026-10-01");
        var rejected = Told(authorisation, "2026-10-01");
        rejected.Returned(new ReturnRead(null!, ReturnOutcome.Rejected, [], [], []), Guid.NewGuid());

        Assert.Equal("", Due([Episode(1, "2026-10-01", null)], [authorisation], [rejected]));
        Assert.Equal("new start 2026-10-02", Due([Episode(1, "2026-10-02", null)], [authorisation], [rejected])); // it counts as not sent
        rejected.Drop();
        Assert.Equal("new start 2026-10-01", Due([Episode(1, "2026-10-01", null)], [authorisation], [rejected]));
    }

    [Fact]
    public void A_rejected_change_leaves_what_was_told_before()
    {
        var authorisation = Some.Authorisation("2026-10-01");
        var (first, rejected) = (Told(authorisation, "2026-10-01"), Told(authorisation, "2026-10-02", change: NoticeChange.Changed));
        rejected.Returned(new ReturnRead(null!, ReturnOutcome.Rejected, [], [], []), Guid.NewGuid());

        Assert.Equal("", Due([Episode(1, "2026-10-02", null)], [authorisation], [first, rejected]));
        Assert.Equal("", Due([Episode(1, "2026-10-01", null)], [authorisation], [first, rejected]));
        Assert.Equal("changed start 2026-10-03", Due([Episode(1, "2026-10-03", null)], [authorisation], [first, rejected]));
    }

    [Theory]
    [InlineData("completed", StopReason.Completed)]
    [InlineData("ended-in-agreement", StopReason.EndedInAgreement)]
    [InlineData("other-payer", StopReason.OtherPayer)]
    [InlineData("a-word-of-later", StopReason.Other)]
    public void The_reason_is_the_payers_word_for_it(string word, StopReason reason) => Assert.Equal(reason, CareEpisode.ReasonOf(word));

    private static string Due(CareEpisode[] episodes, Authorisation[] authorisations, Notice[] told) => string.Join(", ", NoticesDue.Of(episodes, authorisations, told, DateOnly.Parse(Today))
        .Select(due => $"{due.Change} {due.Facts.Kind} ".ToLowerInvariant() + $"{due.Facts.StoppedOn ?? due.Facts.StartedOn:yyyy-MM-dd} {due.Facts.Reason}".TrimEnd()));

    private static CareEpisode Episode(int number, string admitted, string? ended) =>
        new(Some.Client, number, 1, Guid.Empty, DateOnly.Parse(admitted), ended is null ? null : DateOnly.Parse(ended), ended is null ? null : StopReason.Died);

    private Notice Told(Authorisation authorisation, string started, string? stopped = null, NoticeChange change = NoticeChange.New)
    {
        var facts = new NoticeFacts(authorisation.Id, 1, stopped is null ? NoticeKind.Start : NoticeKind.Stop, DateOnly.Parse(started), stopped is null ? null : DateOnly.Parse(stopped), stopped is null ? null : StopReason.Died);
        var notice = Notice.Of(new NoticeDue(facts, change), authorisation, Some.Client, $"M{++reference:000000000}", DateTimeOffset.UnixEpoch);
        notice.Rendered(Guid.NewGuid());
        return notice;
    }
}
