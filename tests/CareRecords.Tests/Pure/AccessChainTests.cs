using Buurtzorg.CareRecords.Domain.Access;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class AccessChainTests
{
    private static readonly AccessEntry Look = AccessWordsTests.Entry("citizen", "granted", "visits", true) with { TeamId = Guid.CreateVersion7() };

    [Fact]
    public void An_untouched_chain_is_whole()
    {
        var (head, entries) = Written(3);
        var walked = AccessChain.Of(Look.ClientId);

        Assert.All(entries, entry => Assert.True(walked.Continues(entry)));
        Assert.True(walked.EndsLike(head));
    }

    [Fact]
    public void Any_changed_field_breaks_the_chain()
    {
        Func<AccessEntry, AccessEntry>[] tampering =
        [
            entry => entry with { ClientId = Guid.CreateVersion7() },
            entry => entry with { At = entry.At.AddSeconds(1) },
            entry => entry with { Act = AccessAct.Change },
            entry => entry with { What = "record" },
            entry => entry with { PersonId = Guid.CreateVersion7() },
            entry => entry with { Kind = "professional" },
            entry => entry with { TeamId = null },
            entry => entry with { Service = "billing" },
            entry => entry with { Allowed = false },
            entry => entry with { Basis = "team" },
            entry => entry with { Purpose = "claim" },
            entry => entry with { Id = Guid.CreateVersion7() },
            entry => entry with { Number = 7 },
        ];
        var (_, entries) = Written(1);

        Assert.All(tampering, tamper => Assert.False(AccessChain.Of(Look.ClientId).Continues(tamper(entries[0]))));
    }

    [Fact]
    public void A_missing_entry_breaks_the_chain()
    {
        var (_, entries) = Written(3);
        var walked = AccessChain.Of(Look.ClientId);

        Assert.True(walked.Continues(entries[0]));
        Assert.False(walked.Continues(entries[2]));
    }

    [Fact]
    public void A_chain_that_was_cut_off_does_not_end_like_its_head()
    {
        var (head, entries) = Written(2);
        var walked = AccessChain.Of(Look.ClientId);

        Assert.True(walked.Continues(entries[0]));
        Assert.False(walked.EndsLike(head));
    }

    [Fact]
    public void An_entry_is_never_earlier_than_the_one_before()
    {
        var head = AccessChain.Of(Look.ClientId);
        var first = head.Append(Look with { At = Look.At.AddMilliseconds(1999) });

        Assert.Equal(Look.At.AddSeconds(1), first.At);
        Assert.Equal(first.At, head.Append(Look).At);
    }

    private static (AccessChain Head, List<AccessEntry> Entries) Written(int count)
    {
        var head = AccessChain.Of(Look.ClientId);
        return (head, [.. Enumerable.Range(0, count).Select(_ => head.Append(Look))]);
    }
}
