using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class CareRequestTests
{
    [Theory] // what came, in that order, and how the request stands
    [InlineData("accepted", RequestState.Returned)]
    [InlineData("accepted accepted", RequestState.Returned)]
    [InlineData("not-taken", RequestState.Rejected)]
    [InlineData("accepted not-taken", RequestState.Returned)] // the first return holds
    [InlineData("accepted examined", RequestState.UnderExamination)]
    [InlineData("examined accepted", RequestState.UnderExamination)]
    [InlineData("accepted examined no", RequestState.Rejected)]
    [InlineData("no examined accepted", RequestState.Rejected)]
    [InlineData("granted accepted examined", RequestState.Granted)]
    [InlineData("granted no", RequestState.Granted)]
    [InlineData("examined granted", RequestState.Granted)]
    [InlineData("no granted", RequestState.Rejected)]
    public void What_comes_in_any_order_leaves_it_in_one_state(string messages, RequestState state)
    {
        var request = ARequest();
        foreach (var message in messages.Split(' ')) Comes(request, message);
        Assert.Equal(state, request.State);
    }

    [Theory]
    [InlineData("accepted", "accepted", MessageState.Repeated)]
    [InlineData("accepted", "not-taken", MessageState.Contradicting)]
    [InlineData("examined", "examined", MessageState.Repeated)]
    [InlineData("no", "no", MessageState.Repeated)]
    [InlineData("granted", "no", MessageState.Contradicting)]
    [InlineData("examined", "not-taken", MessageState.Contradicting)]
    [InlineData("no", "accepted", MessageState.Taken)]
    public void A_message_says_what_came_of_it(string first, string second, MessageState state)
    {
        var request = ARequest();
        Comes(request, first);
        Assert.Equal(state, Comes(request, second));
    }

    [Theory] // category, code, from, until, number of the authorisation, and whether it fits 02A03 from 1 October to 31 December
    [InlineData("02", "02A03", "2026-10-01", null, true)]
    [InlineData("02", null, "2026-10-01", null, true)]
    [InlineData(null, null, "2026-10-01", null, true)]
    [InlineData("02", "02A05", "2026-10-01", null, false)]
    [InlineData("01", null, "2026-10-01", null, false)]
    [InlineData("02", "02A03", "2026-12-31", null, true)]
    [InlineData("02", "02A03", "2027-01-01", null, false)]
    [InlineData("02", "02A03", "2026-09-01", "2026-10-01", true)]
    [InlineData("02", "02A03", "2026-09-01", "2026-09-30", false)]
    public void An_authorisation_that_fits_grants_it(string? category, string? code, string from, string? until, bool fits) =>
        Assert.Equal(fits, ARequest().IsGrantedBy(Some.Authorisation(from, until, category: category, code: code)));

    [Fact]
    public void Another_payer_an_older_decision_and_one_that_never_held_grant_nothing()
    {
        var withdrawn = Some.Authorisation("2026-10-01");
        withdrawn.Withdraw(DateTimeOffset.UnixEpoch);

        Assert.False(ARequest().IsGrantedBy(withdrawn));
        Assert.False(ARequest().IsGrantedBy(Some.Authorisation("2026-10-01", payer: "nl-wmo:9902")));
        Assert.False(ARequest(madeAt: DateTimeOffset.UnixEpoch.AddDays(1)).IsGrantedBy(Some.Authorisation("2026-10-01")));
    }

    [Fact]
    public void A_change_is_granted_under_its_number_and_not_by_what_stays()
    {
        var request = ARequest(new RequestedProduct(ProductChange.Unchanged, "1"), new RequestedProduct(ProductChange.Changed, "2", new("02", "02A03"), new(2026, 10, 1)));

        Assert.False(request.IsGrantedBy(Some.Authorisation("2026-10-01", number: "1")));
        Assert.False(request.IsGrantedBy(Some.Authorisation("2026-10-01", number: "3")));
        Assert.True(request.IsGrantedBy(Some.Authorisation("2026-10-01", number: "2")));
    }

    private static MessageState? Comes(CareRequest request, string message)
    {
        switch (message)
        {
            case "accepted": return request.Returned(new(null!, ReturnOutcome.Accepted, [], [], []), Guid.NewGuid());
            case "not-taken": return request.Returned(new(null!, ReturnOutcome.Rejected, [], [], []), Guid.NewGuid());
            case "examined": return request.Answered(new(null!, "", RequestOutcome.UnderExamination, [], []), Guid.NewGuid());
            case "no": return request.Answered(new(null!, "", RequestOutcome.Rejected, [], []), Guid.NewGuid());
            default:
                var authorisation = Some.Authorisation("2026-10-01");
                if (request.IsGrantedBy(authorisation)) request.Granted(authorisation.Id);
                return null;
        }
    }

    private static CareRequest ARequest(params RequestedProduct[] products) => ARequest(DateTimeOffset.UnixEpoch, products);

    private static CareRequest ARequest(DateTimeOffset madeAt, params RequestedProduct[] products) => new()
    {
        PayerId = Some.Payer,
        Reference = "M000000001",
        RequestReference = "Q000000001",
        MadeAt = madeAt,
        Products = products.Length > 0 ? products : [new(ProductChange.New, null, new("02", "02A03"), new(2026, 10, 1), new(2026, 12, 31))],
    };
}
