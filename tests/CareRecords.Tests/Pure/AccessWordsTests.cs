using Buurtzorg.CareRecords.Domain.Access;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class AccessWordsTests
{
    [Theory]
    [InlineData("citizen", "client", "access-log", true, null, "You looked at your access log")]
    [InlineData("citizen", "granted", "visits", true, "daughter", "Your daughter looked at your visits")]
    [InlineData("citizen", "refused", "visits", false, "neighbour", "Your neighbour tried to look at your visits and was refused")]
    [InlineData("citizen", "none", "record", false, null, "Somebody who is not in your network tried to look at your record and was refused")]
    [InlineData("professional", "team", "care-plan", true, null, "A member of your team looked at your care plan")]
    [InlineData("professional", "none", "record", false, null, "A professional from outside your team tried to look at your record and was refused")]
    [InlineData("professional", "emergency", "record", true, null, "A professional from outside your team, in an emergency, looked at your record")]
    [InlineData("back-office", "back-office", "claims", true, null, "The back office looked at your claims")]
    [InlineData("coach", "none", "schedule", false, null, "A coach tried to look at your visits and was refused")]
    public void A_look_is_a_sentence_to_the_client(string kind, string basis, string what, bool allowed, string? relation, string words) =>
        Assert.Equal(words, AccessWords.Of(Entry(kind, basis, what, allowed), relation, toTheClient: true));

    [Theory]
    [InlineData("admission", true, "A member of your team recorded your admission")]
    [InlineData("assessments", true, "A member of your team changed your assessments")]
    [InlineData("care-plan", false, "A member of your team tried to change your care plan and was refused")]
    public void A_change_is_a_sentence_too(string what, bool allowed, string words) =>
        Assert.Equal(words, AccessWords.Of(Entry("professional", "team", what, allowed) with { Act = AccessAct.Change }, null, toTheClient: true));

    [Fact]
    public void An_emergency_is_named() =>
        Assert.Equal("A professional from outside your team, in an emergency, opened your record",
            AccessWords.Of(Entry("professional", "emergency", "emergency-access", true) with { Act = AccessAct.Change }, null, toTheClient: true));

    [Fact]
    public void A_service_says_what_it_needed_the_name_for() =>
        Assert.Equal("The billing service looked at your name and number, for a claim",
            AccessWords.Of(Entry("service", "service", "identity", true) with { Service = "billing", Purpose = "claim" }, null, toTheClient: true));

    [Theory]
    [InlineData("citizen", "client", null, "The client looked at their visits")]
    [InlineData("citizen", "granted", "daughter", "Their daughter looked at their visits")]
    [InlineData("professional", "team", null, "A member of their team looked at their visits")]
    public void A_representative_reads_about_the_client(string kind, string basis, string? relation, string words) =>
        Assert.Equal(words, AccessWords.Of(Entry(kind, basis, "visits", true), relation, toTheClient: false));

    internal static AccessEntry Entry(string kind, string basis, string what, bool allowed) => new()
    {
        ClientId = Guid.CreateVersion7(),
        At = new(2026, 10, 12, 9, 0, 0, TimeSpan.Zero),
        Act = AccessAct.Look,
        What = what,
        PersonId = Guid.CreateVersion7(),
        Kind = kind,
        Service = "care-records",
        Allowed = allowed,
        Basis = basis,
    };
}
